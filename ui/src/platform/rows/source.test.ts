import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LicenseQuery, LicenseWindow } from "../bindings";
import { everyLicense } from "../queries";
import { createMockPlatform } from "../mock";
import { problem } from "../platform";
import { MOST_PAGES } from "./pages";
import { RowSource } from "./source";

const [template] = (await createMockPlatform({ start: "connected" }).queryLicenses(everyLicense, 0, 1)).rows;
const { facets } = await createMockPlatform({ start: "connected" }).queryLicenses(everyLicense, 0, 1);
if (!template) throw new Error("the stand-in has no license");
const model = template;

const searching = (search: string): LicenseQuery => ({ ...everyLicense, search });

/** An application with many licenses, whose answers come when the test says so. */
function setUp({ total = 100_000 } = {}) {
  const asked: { search: string; offset: number }[] = [];
  const waiting: (() => void)[] = [];
  const state = { total, version: 1, fails: false };
  const ask = async (query: LicenseQuery, offset: number, limit: number): Promise<LicenseWindow> => {
    asked.push({ search: query.search, offset });
    const { total: all, version } = state;
    await new Promise<void>((resolve) => waiting.push(resolve));
    if (state.fails) throw problem("storeFailed");
    const rows = Array.from({ length: Math.max(0, Math.min(limit, all - offset)) }, (_, index) => ({
      ...model,
      id: `${query.search}${offset + index}`,
      // Every tenth row says something else after a change.
      pack: index % 10 === 0 ? `version ${version}` : null,
    }));
    // Each answer brings objects of its own, as over the boundary.
    return { total: all, all, offset, rows, facets: structuredClone(facets) };
  };
  const source = new RowSource(ask);
  const answer = async () => {
    const ready = waiting.splice(0);
    for (const one of ready) one();
    await vi.advanceTimersByTimeAsync(0);
    return ready.length;
  };
  /** Answers one question out of its turn. */
  const release = (index: number) => waiting.splice(index, 1)[0]?.();
  const answerAll = async () => {
    while ((await answer()) > 0);
  };
  const offsets = () => asked.map(({ offset }) => offset);
  return { source, asked, offsets, answer, release, answerAll, state };
}

async function shown(options?: { total?: number }) {
  const page = setUp(options);
  page.source.want(everyLicense);
  page.source.see(0, 25);
  await page.answerAll();
  await vi.advanceTimersByTimeAsync(1_000);
  await page.answerAll();
  page.asked.length = 0;
  return page;
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("what is typed", () => {
  it("is asked one at a time, the newest next, and letters in between never", async () => {
    const { source, asked, answer } = await shown();
    for (const search of ["w", "we", "web", "webs"]) source.want(searching(search));
    expect(asked).toEqual([{ search: "w", offset: 0 }]);
    await answer();
    expect(asked.map(({ search }) => search)).toEqual(["w", "webs"]);
    expect(source.shown()).toMatchObject({ query: { search: "w" } });
    await answer();
    expect(source.shown()).toMatchObject({ query: { search: "webs" } });
    expect(source.getRow(0)?.id).toBe("webs0");
  });

  it("does not make the next page be read before there is a pause", async () => {
    const { source, asked, answerAll } = await shown();
    source.want(searching("w"));
    await answerAll();
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(asked.slice(1)).toEqual([{ search: "w", offset: 100 }]);
  });

  it("leaves the rows before in their place until it is answered", async () => {
    const { source } = await shown();
    source.want(searching("w"));
    expect(source.shown()).toMatchObject({ query: everyLicense, total: 100_000 });
    expect(source.getRow(3)?.id).toBe("3");
  });
});

describe("scrolling", () => {
  it("reads ahead of where it goes, farther the faster it is", async () => {
    const { source, offsets, answerAll } = await shown();
    for (let first = 0; first <= 160; first += 8) {
      await vi.advanceTimersByTimeAsync(16);
      source.see(first, first + 25);
      await answerAll();
    }
    expect(Math.max(...offsets())).toBeGreaterThanOrEqual(300);
    expect(Math.max(...offsets())).toBeLessThanOrEqual(800);
    expect(new Set(offsets()).size).toBe(offsets().length);
  });

  it("up reads what is above", async () => {
    const { source, offsets, answerAll, asked } = await shown();
    source.see(50_020, 50_045);
    await vi.advanceTimersByTimeAsync(500);
    await answerAll();
    asked.length = 0;
    source.see(50_010, 50_035);
    await answerAll();
    expect(offsets()).toEqual(expect.arrayContaining([49_800]));
    expect(Math.max(...offsets())).toBeLessThanOrEqual(50_100);
  });

  it("never has more than two pages under way", async () => {
    const { source, asked, answer } = await shown();
    source.see(30_090, 30_110);
    await vi.advanceTimersByTimeAsync(16);
    source.see(30_190, 30_310);
    expect(asked).toHaveLength(2);
    await answer();
    expect(asked.length).toBeLessThanOrEqual(4);
  });

  it("by dragging over all of it reads little more than where it rests", async () => {
    const { source, asked, offsets, answerAll } = await shown();
    for (let first = 0; first < 99_900; first += 1_000) {
      await vi.advanceTimersByTimeAsync(16);
      source.see(first, first + 25);
      await answerAll();
    }
    source.see(99_974, 99_999);
    await vi.advanceTimersByTimeAsync(200);
    await answerAll();
    expect(asked.length).toBeLessThan(30);
    expect(offsets()).toContain(99_900);
    expect(source.getRow(99_999)?.id).toBe("99999");
  });

  it("reads what was jumped to at once", async () => {
    const { source, offsets } = await shown();
    source.see(99_974, 99_999);
    expect(offsets()).toContain(99_900);
  });

  it("keeps a bounded number of pages, those around what is in sight", async () => {
    const { source, answerAll } = await shown();
    for (let page = 0; page < 200; page++) {
      await vi.advanceTimersByTimeAsync(150);
      source.see(page * 100, page * 100 + 25);
      await answerAll();
    }
    const kept = Array.from({ length: 203 }, (_, page) => source.getRow(page * 100)).filter(Boolean);
    expect(kept.length).toBeLessThanOrEqual(MOST_PAGES);
    expect(kept.length).toBeGreaterThan(MOST_PAGES - 5);
    expect(source.getRow(0)).toBeUndefined();
    expect(source.rowOf("0")).toBeUndefined();
    expect(source.getRow(19_900)?.id).toBe("19900");
  });
});

describe("a change of the data", () => {
  it("replaces what is in sight in its place, and only rows that say something else", async () => {
    const { source, state, answerAll } = await shown();
    const before = [source.getRow(0), source.getRow(1)];
    state.version = 2;
    source.changed();
    expect(source.getRow(0)).toBe(before[0]);
    await answerAll();
    expect(source.getRow(0)).not.toBe(before[0]);
    expect(source.getRow(0)?.pack).toBe("version 2");
    expect(source.getRow(1)).toBe(before[1]);
  });

  it("is said once where nothing in sight is other than before, whatever else is read", async () => {
    const { source, asked, answerAll } = await shown();
    source.see(30, 55);
    await answerAll();
    const { facets: kept } = source.shown();
    const told = vi.fn();
    source.subscribe(told);
    asked.length = 0;
    source.changed();
    await answerAll();
    expect(asked.map(({ offset }) => offset)).toEqual([0, 100, 200]);
    expect(told).toHaveBeenCalledOnce();
    expect(source.shown().facets).toBe(kept);
  });

  it("makes rows that are not read again uncertain", async () => {
    const { source, answerAll } = await shown();
    source.see(300, 325);
    await vi.advanceTimersByTimeAsync(500);
    await answerAll();
    expect(source.getFreshRow(320)).toBe(source.getRow(320));
    source.see(0, 25);
    await vi.advanceTimersByTimeAsync(500);
    await answerAll();
    expect(source.getFreshRow(320)).toBeDefined();
    source.changed();
    expect(source.getFreshRow(0)).toBeUndefined();
    await answerAll();
    expect(source.getFreshRow(0)).toBe(source.getRow(0));
    expect(source.getRow(320)).toBeDefined();
    expect(source.getFreshRow(320)).toBeUndefined();
  });

  it("follows a list that got shorter or longer", async () => {
    const { source, state, answerAll } = await shown({ total: 250 });
    source.see(220, 249);
    await answerAll();
    state.total = 40;
    source.changed();
    await answerAll();
    expect(source.shown().total).toBe(40);
    expect(source.getRow(230)).toBeUndefined();
    state.total = 90;
    source.see(14, 39);
    source.changed();
    await answerAll();
    expect(source.shown().total).toBe(90);
  });

  it("finds rows again that were gone while the end of the list was in sight", async () => {
    const { source, state, answerAll } = await shown({ total: 250 });
    source.see(220, 249);
    await vi.advanceTimersByTimeAsync(500);
    await answerAll();
    for (const total of [0, 250]) {
      state.total = total;
      source.changed();
      await answerAll();
      expect(source.shown().total).toBe(total);
    }
    expect(source.getRow(230)?.id).toBe("230");
  });

  it("reads a list without licenses once, as any other", async () => {
    const { source, asked, answer } = await shown({ total: 0 });
    source.changed();
    for (let round = 0; round < 10; round++) await answer();
    expect(asked).toHaveLength(1);
  });

  it("shows nothing that was read before it where nothing is shown yet", async () => {
    const { source, state, answer } = setUp({ total: 0 });
    source.want(everyLicense);
    state.total = 238;
    source.changed();
    await answer();
    expect(source.shown().total).toBeUndefined();
    await answer();
    expect(source.shown().total).toBe(238);
  });
});

describe("a failure", () => {
  it("is said, not repeated by itself, and gone after a retry", async () => {
    const { source, state, asked, answerAll } = await shown();
    state.fails = true;
    source.see(50_000, 50_025);
    await answerAll();
    expect(source.shown().problem?.code).toBe("storeFailed");
    source.see(50_000, 50_025);
    await answerAll();
    expect(asked.filter(({ offset }) => offset === 50_000)).toHaveLength(1);
    state.fails = false;
    source.retry();
    await answerAll();
    expect(source.shown().problem).toBeNull();
    expect(source.getRow(50_000)?.id).toBe("50000");
  });

  it("of another query leaves the rows before, and a retry asks for it again", async () => {
    const { source, state, answerAll } = await shown();
    state.fails = true;
    source.want(searching("w"));
    await answerAll();
    expect(source.shown()).toMatchObject({ query: everyLicense, problem: { code: "storeFailed" } });
    state.fails = false;
    source.retry();
    await answerAll();
    expect(source.shown()).toMatchObject({ query: { search: "w" }, problem: null });
  });

  it.each([
    ["the first query", null],
    ["another query", everyLicense],
  ])("of %s is asked again when the data changed", async (_name, before) => {
    const { source, state, answerAll } = before ? await shown() : setUp();
    state.fails = true;
    source.want(searching("w"));
    await answerAll();
    expect(source.shown()).toMatchObject({ query: before, problem: { code: "storeFailed" } });
    state.fails = false;
    source.changed();
    await answerAll();
    expect(source.shown()).toMatchObject({ query: { search: "w" }, problem: null });
  });

  it("of another query is not forgotten over a late page of the one before", async () => {
    const { source, state, asked, answer, release } = await shown();
    source.see(50_000, 50_025);
    expect(asked).toHaveLength(1);
    source.want(searching("w"));
    state.fails = true;
    release(1);
    await vi.advanceTimersByTimeAsync(0);
    expect(source.shown().problem?.code).toBe("storeFailed");
    state.fails = false;
    await answer();
    expect(source.getRow(50_000)).toBeDefined();
    expect(source.shown()).toMatchObject({ query: everyLicense, problem: { code: "storeFailed" } });
  });
});
