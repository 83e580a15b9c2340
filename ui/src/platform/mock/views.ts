import type { TableView, TableViews } from "../bindings";
import { problem } from "../platform";
import type { MockOrganization } from "./model";

/** The views of an organization. A copy: what is kept must not change with what was handed out. */
export function viewsOf({ views }: MockOrganization): TableViews {
  return structuredClone(views);
}

export function rememberView({ views }: MockOrganization, view: TableView, current: string | null): null {
  views.last = structuredClone(view);
  views.current = views.saved.some(({ id }) => id === current) ? current : null;
  return null;
}

export function saveView(
  { views }: MockOrganization,
  id: string | null,
  name: string,
  view: TableView,
): string {
  const trimmed = name.trim();
  if (!trimmed) throw problem("viewNameEmpty");
  const own = id ?? crypto.randomUUID();
  views.saved = [
    ...views.saved.filter((one) => one.id !== own),
    { id: own, name: trimmed, view: structuredClone(view) },
  ].toSorted((left, right) => left.name.localeCompare(right.name));
  return own;
}

export function deleteView({ views }: MockOrganization, id: string): null {
  views.saved = views.saved.filter((one) => one.id !== id);
  if (views.current === id) views.current = null;
  return null;
}
