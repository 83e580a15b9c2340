import { replaceEqualDeep } from "@tanstack/react-query";
import { type AnyProblem, toProblem } from "../platform";
import { PAGE } from "../queries";

/** Pages read at the same time. */
const AT_ONCE = 2;

/** So many pages are kept. */
const MOST_PAGES = 40;

const NONE = Symbol("none");

/** Some rows, and how many there are. */
export interface Answer<Row> {
  rows: Row[];
  total: number;
}

export type Ask<Row> = (offset: number, limit: number) => Promise<Answer<Row>>;

/** What is known, as of now. A new object with each change that can be seen. */
export interface Known {
  /** How many rows there are; undefined before the first answer. */
  total: number | undefined;
  problem: AnyProblem | null;
}

interface KeptPage<Row> {
  rows: Row[];
  /** Which state of the data it was read from. */
  generation: number;
}

/**
 * Rows of a list of any length, read as they come into sight, and again when they may be others. Of what is scrolled
 * by only what is in sight when the next question can be asked is read. Simpler than `RowSource`, which the table of
 * licenses needs to be as fast as it is.
 */
export class WindowSource<Row> {
  readonly #listeners = new Set<() => void>();
  readonly #reading = new Set<number>();
  readonly #failed = new Set<number>();
  #ask: Ask<Row> | null = null;
  #wanted: string | null = null;
  /** Nothing of the question that is asked now is there yet: the rows are those of the one before. */
  #isOther = true;
  #pages = new Map<number, KeptPage<Row>>();
  #known: Known = { total: undefined, problem: null };
  #version: unknown = NONE;
  #generation = 0;
  #question = 0;
  #sight: readonly [number, number] = [0, 0];

  /** What the rows belong to. */
  constructor(readonly scope: string) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly known = (): Known => this.#known;

  readonly getRow = (index: number): Row | undefined =>
    this.#pages.get(Math.floor(index / PAGE))?.rows[index % PAGE];

  /** Asks something else; the rows before stay until it is answered. */
  want(question: string, ask: Ask<Row>): void {
    this.#ask = ask;
    if (this.#wanted === question) return;
    this.#wanted = question;
    this.#isOther = true;
    this.#question += 1;
    this.#generation += 1;
    this.#reading.clear();
    this.#failed.clear();
    this.#read();
  }

  /** Tells which rows are in sight. */
  readonly see = (first: number, last: number): void => {
    this.#sight = [Math.floor(first / PAGE), Math.floor(last / PAGE)];
    this.#read();
  };

  /** The rows may be others: what is in sight is read again, in its place. */
  readonly changed = (): void => {
    this.#generation += 1;
    this.#failed.clear();
    this.#read();
  };

  /** The rows are those of a state of the data; of another one than before they may be others. */
  atVersion(version: unknown): void {
    const isNews = this.#version !== version && this.#version !== NONE;
    this.#version = version;
    if (isNews) this.changed();
  }

  readonly retry = (): void => {
    this.#show({ problem: null });
    this.changed();
  };

  #read(): void {
    while (this.#ask && this.#reading.size < AT_ONCE) {
      const page = this.#nextPage();
      if (page === undefined) return;
      void this.#readPage(this.#ask, page);
    }
  }

  #nextPage(): number | undefined {
    const last = Math.max(0, Math.ceil((this.#known.total ?? 0) / PAGE) - 1);
    const [first, end] = this.#isOther ? [0, 0] : this.#sight;
    for (let page = Math.min(first, last); page <= Math.min(end, last); page++) {
      const isFresh = !this.#isOther && this.#pages.get(page)?.generation === this.#generation;
      if (!isFresh && !this.#reading.has(page) && !this.#failed.has(page)) return page;
    }
    return undefined;
  }

  async #readPage(ask: Ask<Row>, page: number): Promise<void> {
    const question = this.#question;
    const generation = this.#generation;
    this.#reading.add(page);
    const answer = await ask(page * PAGE, PAGE).catch(toProblem);
    // Somebody asked something else meanwhile.
    if (question !== this.#question) return;
    this.#reading.delete(page);
    if ("code" in answer) {
      this.#failed.add(page);
      this.#show({ problem: answer });
    } else {
      this.#keep(page, answer, generation);
    }
    this.#read();
  }

  #keep(page: number, { rows, total }: Answer<Row>, generation: number): void {
    if (this.#isOther) this.#pages.clear();
    this.#isOther = false;
    const before = this.#pages.get(page)?.rows;
    // A row that says the same keeps its identity, so that nothing is drawn anew for it.
    this.#pages.set(page, { rows: replaceEqualDeep(before, rows), generation });
    this.#trim(total);
    this.#show({ total, problem: null });
  }

  /** Drops what lies behind the end, and what is farthest from the rows in sight. */
  #trim(total: number): void {
    const last = Math.max(0, Math.ceil(total / PAGE) - 1);
    const [inSight] = this.#sight;
    const near = [...this.#pages.keys()].toSorted(
      (left, right) => Math.abs(left - inSight) - Math.abs(right - inSight),
    );
    for (const [order, page] of near.entries()) {
      if (page > last || order >= MOST_PAGES) this.#pages.delete(page);
    }
  }

  #show(change: Partial<Known>): void {
    this.#known = { ...this.#known, ...change };
    for (const listener of this.#listeners) listener();
  }
}
