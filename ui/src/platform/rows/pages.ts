import { replaceEqualDeep } from "@tanstack/react-query";
import type { LicenseId, LicenseRow, LicenseWindow } from "../bindings";
import { PAGE } from "../queries";

/** So many pages are kept: enough to go to and fro, little beside the rest of the window. */
export const MOST_PAGES = 60;

interface KeptPage {
  rows: readonly LicenseRow[];
  /** Which state of the data it was read from. */
  generation: number;
}

/**
 * Rows of one query by position, in pages, the farthest ones dropped. A row that says the same as the one that was
 * known keeps its identity, so that nothing is drawn anew for it.
 */
export class RowPages {
  readonly #pages = new Map<number, KeptPage>();
  readonly #known: Map<LicenseId, LicenseRow>;

  constructor(known: ReadonlyMap<LicenseId, LicenseRow> = new Map()) {
    this.#known = new Map(known);
  }

  /** The rows of another query take over what is known of single licenses. */
  forOtherQuery(window: LicenseWindow, generation: number): RowPages {
    const next = new RowPages(this.#known);
    next.keep(window, generation);
    next.#forgetAllBut(next.#pages.values());
    return next;
  }

  keep(window: LicenseWindow, generation: number): void {
    const rows = window.rows.map((row) => replaceEqualDeep(this.#known.get(row.id), row));
    for (const row of rows) this.#known.set(row.id, row);
    this.#pages.set(window.offset / PAGE, { rows, generation });
  }

  row(index: number): LicenseRow | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.rows[index % PAGE];
  }

  /** The row, where it was read from this state of the data. */
  freshRow(index: number, generation: number): LicenseRow | undefined {
    return this.isFresh(Math.floor(index / PAGE), generation) ? this.row(index) : undefined;
  }

  rowOf(id: LicenseId): LicenseRow | undefined {
    return this.#known.get(id);
  }

  isFresh(page: number, generation: number): boolean {
    return this.#pages.get(page)?.generation === generation;
  }

  /** Drops what lies behind the end, and what is farthest from the rows in sight. */
  trim(total: number, inSight: number): void {
    // The first page stays, empty as it may be: what is not kept would be read again and again.
    const last = Math.max(0, Math.ceil(total / PAGE) - 1);
    const far = [...this.#pages.keys()].toSorted(
      (left, right) => Math.abs(left - inSight) - Math.abs(right - inSight),
    );
    const dropped = far.filter((page, order) => page > last || order >= MOST_PAGES);
    if (dropped.length === 0) return;
    for (const page of dropped) this.#pages.delete(page);
    this.#forgetAllBut(this.#pages.values());
  }

  #forgetAllBut(pages: Iterable<KeptPage>): void {
    const kept = [...pages].flatMap((page) => page.rows);
    this.#known.clear();
    for (const row of kept) this.#known.set(row.id, row);
  }
}
