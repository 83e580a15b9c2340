import { ChevronDown } from "lucide-react";
import { useRef, useState } from "react";
import { useText } from "@/i18n";
import { type SavedView, useDeleteView, useSavedViews, useSaveView } from "@/platform";
import { useProblemToast } from "@/problems";
import { Button, lazily, Menu, type MenuEntry, type MenuGroup, useToast } from "@/ui";
import type { LicenseView } from "../view/useLicenseView";
import type { Naming } from "./ViewNameDialog";
import styles from "./ViewsMenu.module.css";
import { allLicenses, currentOf } from "./views";

export interface ViewsMenuProps {
  organization: string;
  view: LicenseView;
}

/** Saved views are told from actions by what stands before their id. */
const VIEW = "view:";

/** Which view is shown, whether it was changed, and all that can be done with views. */
export function ViewsMenu({ organization, view }: ViewsMenuProps) {
  const text = useText();
  const saved = useSavedViews(organization);
  const { saved: current, isModified } = currentOf(view, saved);
  const [naming, setNaming] = useState<Naming | null>(null);
  const update = useUpdate(organization);
  const remove = useRemove(organization, view);
  const name = current?.name ?? text("licenses.views.all");

  const showAgain = (id: string) => {
    remove.forget();
    const found = saved.find((one) => one.id === id);
    view.show(found ? { view: found.view, current: found.id } : allLicenses);
  };
  const act = (id: string) => {
    if (id.startsWith(VIEW)) return showAgain(id.slice(VIEW.length));
    if (id === "discard") return showAgain(current?.id ?? "");
    if (id === "saveAs") return setNaming({ renamed: null, view: view.view });
    if (!current) return undefined;
    if (id === "save") return update({ ...current, view: view.view });
    if (id === "rename") return setNaming({ renamed: current, view: current.view });
    return remove.remove(current);
  };
  return (
    <>
      <Menu
        label={text("licenses.views.label")}
        trigger={
          <Button
            variant="quiet"
            className={styles.trigger}
            trailingIcon={<ChevronDown size={14} aria-hidden />}
          >
            <span className={styles.name}>{name}</span>{" "}
            {isModified && <span className={styles.modified}>{text("licenses.views.modified")}</span>}
          </Button>
        }
        groups={[viewsGroup(text("licenses.views.all"), saved, current), ...useActions(current, isModified)]}
        onAction={act}
      />
      {naming && (
        <ViewNameDialog
          naming={naming}
          organization={organization}
          saved={saved}
          onClose={() => setNaming(null)}
          onSaved={(id) => {
            setNaming(null);
            if (!naming.renamed) view.setCurrent(id);
          }}
        />
      )}
    </>
  );
}

const ViewNameDialog = lazily(async () => (await import("./ViewNameDialog")).ViewNameDialog);

function viewsGroup(all: string, saved: readonly SavedView[], current: SavedView | null): MenuGroup {
  return {
    id: "views",
    entries: [
      { id: VIEW, label: all, isCurrent: current === null },
      ...saved.map(({ id, name }) => ({ id: VIEW + id, label: name, isCurrent: id === current?.id })),
    ],
  };
}

/** What can be done with the view that is shown; what makes no sense now is left out. */
function useActions(current: SavedView | null, isModified: boolean): MenuGroup[] {
  const text = useText();
  const changes: (MenuEntry | false)[] = [
    isModified && current !== null && { id: "save", label: text("licenses.views.update") },
    { id: "saveAs", label: text("licenses.views.saveAs") },
    isModified && { id: "discard", label: text("licenses.views.discard") },
  ];
  const manage: MenuEntry[] = [
    { id: "rename", label: text("licenses.views.rename") },
    { id: "delete", label: text("licenses.views.delete"), isDanger: true },
  ];
  const groups = [{ id: "changes", entries: changes.filter((entry) => entry !== false) }];
  return current ? [...groups, { id: "manage", entries: manage }] : groups;
}

/** Saves what is shown in the place of what was saved. */
function useUpdate(organization: string) {
  const text = useText();
  const toast = useToast();
  const showProblem = useProblemToast();
  const save = useSaveView(organization);
  return ({ id, name, view }: SavedView) =>
    // The answer may come when this page is left, where what is given to `mutate` would not be called.
    save
      .mutateAsync({ id, name, view })
      .then(() => toast({ tone: "accent", title: text("licenses.views.updated", { name }) }))
      .catch(showProblem);
}

/**
 * Deletes a view at once, and offers to take that back. What is shown stays, and is that view again afterwards unless
 * another one was chosen (`forget`).
 */
function useRemove(organization: string, shown: LicenseView) {
  const text = useText();
  const toast = useToast();
  const showProblem = useProblemToast();
  const save = useSaveView(organization);
  const deletion = useDeleteView(organization);
  const removed = useRef<string | null>(null);
  const restore = async ({ id, name, view }: SavedView) => {
    await save.mutateAsync({ id, name, view });
    if (removed.current === id) shown.setCurrent(id, null);
  };
  const remove = async (saved: SavedView) => {
    await deletion.mutateAsync(saved.id);
    removed.current = saved.id;
    shown.setCurrent(null, saved.id);
    toast({
      tone: "fact",
      title: text("licenses.views.deleted", { name: saved.name }),
      action: {
        label: text("licenses.views.undo"),
        onPress: () => void restore(saved).catch(showProblem),
      },
    });
  };
  return {
    remove: (saved: SavedView) => void remove(saved).catch(showProblem),
    forget: () => {
      removed.current = null;
    },
  };
}
