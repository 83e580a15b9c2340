import { replaceEqualDeep } from "@tanstack/react-query";
import type { Facets, LicenseId, LicenseQuery, LicenseRow, LicenseWindow } from "../bindings";
import { type AnyProblem, toProblem } from "../platform";
import { PAGE } from "../queries";
import { RowPages } from "./pages";
import { Sight } from "./sight";

/** Pages read at the same time. */
const AT_ONCE = 2;

/** While the scrollbar is dragged, what it passes is read no more often than this: milliseconds. */
const PASSING_PAUSE = 120;

/** What is known of the rows, as of now. A new object with each change that can be seen. */
export interface RowsShown {
  /** The query that the rows belong to; none before the first answer. */
  query: LicenseQuery | null;
  /** How many it finds. */
  total: number | undefined;
  /** How many licenses there are at all. */
  all: number | undefined;
  facets: Facets | undefined;
  problem: AnyProblem | null;
}

/** Somebody who types or jumps goes on soon: what comes next is not read before this: milliseconds. */
const CALM = 150;

type Ask = (query: LicenseQuery, offset: number, limit: number) => Promise<LicenseWindow>;

const NOTHING: RowsShown = {
  query: null,
  total: undefined,
  all: undefined,
  facets: undefined,
  problem: null,
};

/**
 * The rows of a table of any length, read as they come into sight. It is no set of queries in the cache of answers,
 * because what matters here is which questions are *not* asked: of letters that are typed only the newest waits
 * while one is being answered, and of rows that are scrolled by only those where the scrolling rests are read.
 */
export class RowSource {
  readonly #ask: Ask;
  readonly #listeners = new Set<() => void>();
  readonly #sight = new Sight();
  readonly #reading = new Set<number>();
  readonly #failed = new Set<number>();
  #pages = new RowPages();
  #shown = NOTHING;
  #wanted: LicenseQuery | null = null;
  #isAsking = false;
  #generation = 0;
  #passedAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #calm: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly shown = (): RowsShown => this.#shown;

  readonly getRow = (index: number): LicenseRow | undefined => this.#pages.row(index);

  /** The row at a position, unless the data changed since: it may be somewhere else by now. */
  readonly getFreshRow = (index: number): LicenseRow | undefined =>
    this.#pages.freshRow(index, this.#generation);

  /** A license that is among the rows that are kept. */
  readonly rowOf = (id: LicenseId): LicenseRow | undefined => this.#pages.rowOf(id);

  /** Asks for another query; the rows before stay until it is answered. */
  want(query: LicenseQuery): void {
    if (replaceEqualDeep(this.#wanted, query) === this.#wanted) return;
    this.#wanted = query;
    void this.#answerWanted();
  }

  /** Asks for a first query, where nobody wants another one already. */
  wantFirst(query: LicenseQuery): void {
    if (this.#wanted === null) this.want(query);
  }

  /** Takes rows that were there before anybody asked this for any. */
  startWith(query: LicenseQuery, window: LicenseWindow): void {
    if (this.#wanted !== null) return;
    this.#wanted = query;
    this.#showOther(query, window, this.#generation);
  }

  /** Tells which rows are in sight. */
  readonly see = (first: number, last: number): void => {
    const now = performance.now();
    if (this.#sight.move(first, last, now)) this.#passBy(now);
    else if (this.#timer === null) this.#read();
  };

  /** The data is other than what was read: what is in sight is read again, in its place. */
  readonly changed = (): void => {
    this.#generation += 1;
    this.#failed.clear();
    this.#read();
    // One that failed may be answered now.
    if (this.#shown.query !== this.#wanted) void this.#answerWanted();
  };

  readonly retry = (): void => {
    this.#show({ problem: null });
    this.changed();
  };

  /** One question at a time; when it is answered, the newest one is asked if it is another by then. */
  async #answerWanted(): Promise<void> {
    if (this.#isAsking || this.#wanted === null) return;
    const query = this.#wanted;
    const generation = this.#generation;
    this.#isAsking = true;
    const answer = await this.#answerTo(query, 0);
    this.#isAsking = false;
    const isNewest = query === this.#wanted;
    // The next one is under way while this one is drawn.
    if (!isNewest) void this.#answerWanted();
    if ("code" in answer) {
      if (isNewest) this.#show({ problem: answer });
      return;
    }
    if (this.#shown.query === null && generation !== this.#generation) {
      // Read before a change: for somebody who sees nothing yet, what it says would come as a flash.
      if (isNewest) void this.#answerWanted();
      return;
    }
    this.#showOther(query, answer, generation);
  }

  #showOther(query: LicenseQuery, window: LicenseWindow, generation: number): void {
    this.#pages = this.#pages.forOtherQuery(window, generation);
    this.#failed.clear();
    this.#sight.toTop();
    this.#show({ query, problem: null, ...this.#figuresOf(window) });
    this.#read();
    this.#lookAheadLater();
  }

  #lookAheadLater(): void {
    clearTimeout(this.#calm);
    this.#calm = setTimeout(() => {
      this.#sight.lookAhead();
      this.#read();
    }, CALM);
  }

  #passBy(now: number): void {
    this.#lookAheadLater();
    const pause = this.#passedAt + PASSING_PAUSE - now;
    if (pause <= 0) {
      this.#passedAt = now;
      this.#read();
    } else if (this.#timer === null) {
      this.#timer = setTimeout(() => {
        this.#timer = null;
        this.#passedAt = performance.now();
        this.#read();
      }, pause);
    }
  }

  /** Reads what is wanted most, a few pages at a time. */
  #read(): void {
    const { query } = this.#shown;
    if (query === null || query !== this.#wanted) return;
    while (this.#reading.size < AT_ONCE) {
      const page = this.#nextPage();
      if (page === undefined) return;
      void this.#readPage(query, page);
    }
  }

  #nextPage(): number | undefined {
    // At least one page, also of nothing: there may be something by now.
    return this.#sight
      .wanted(Math.max(1, this.#shown.total ?? 0))
      .find(
        (page) =>
          !this.#pages.isFresh(page, this.#generation) && !this.#reading.has(page) && !this.#failed.has(page),
      );
  }

  async #readPage(query: LicenseQuery, page: number): Promise<void> {
    const generation = this.#generation;
    this.#reading.add(page);
    const answer = await this.#answerTo(query, page * PAGE);
    this.#reading.delete(page);
    if (query === this.#shown.query) {
      if ("code" in answer) {
        this.#failed.add(page);
        this.#show({ problem: answer });
      } else {
        this.#keep(answer, generation, page);
      }
    }
    this.#read();
  }

  #keep(window: LicenseWindow, generation: number, page: number): void {
    this.#pages.keep(window, generation);
    const figures = generation === this.#generation ? this.#figuresOf(window) : {};
    this.#pages.trim(figures.total ?? this.#shown.total ?? 0, this.#sight.firstPage);
    const isInSight = page >= this.#sight.firstPage && page <= this.#sight.lastPage;
    const isOther = Object.entries(figures).some(
      ([name, value]) => this.#shown[name as keyof RowsShown] !== value,
    );
    // Rows of the query before say nothing about the one that is wanted.
    const { problem } = this.#shown.query === this.#wanted ? { problem: null } : this.#shown;
    if (isInSight || isOther) this.#show({ ...figures, problem });
  }

  #figuresOf({ total, all, facets }: LicenseWindow): Partial<RowsShown> {
    return { total, all, facets: replaceEqualDeep(this.#shown.facets, facets) };
  }

  async #answerTo(query: LicenseQuery, offset: number): Promise<LicenseWindow | AnyProblem> {
    try {
      return await this.#ask(query, offset, PAGE);
    } catch (thrown) {
      return toProblem(thrown);
    }
  }

  #show(change: Partial<RowsShown>): void {
    this.#shown = { ...this.#shown, ...change };
    for (const listener of this.#listeners) listener();
  }
}
