import { describe, expect, it, vi } from "vitest";
import { problem } from "../platform";
import { type Answer, WindowSource } from "./windows";

interface Row {
  id: number;
  says: string;
}

/** A list whose windows come when the test says so. */
function setUp(total = 50_000) {
  const state = { total, says: "before", fails: false };
  const asked: number[] = [];
  const waiting: (() => void)[] = [];
  const ask = async (offset: number, limit: number): Promise<Answer<Row>> => {
    asked.push(offset);
    const { says, total: all } = state;
    await new Promise<void>((resolve) => waiting.push(resolve));
    if (state.fails) throw problem("planGone");
    const ids = Array.from(
      { length: Math.max(0, Math.min(limit, all - offset)) },
      (_, index) => offset + index,
    );
    // Only every tenth row says something else after a change.
    return { total: all, rows: ids.map((id) => ({ id, says: id % 10 === 0 ? says : "same" })) };
  };
  const answer = async () => {
    while (waiting.length > 0) {
      for (const one of waiting.splice(0)) one();
      await new Promise((done) => setTimeout(done));
    }
  };
  const source = new WindowSource<Row>("plan");
  source.want("all", ask);
  return { source, state, asked, waiting, answer, ask };
}

describe("rows in windows", () => {
  it("are read where they are in sight, two pages at a time, and nothing that was only passed by", async () => {
    const { source, asked, waiting, answer } = setUp();
    await answer();
    expect(source.known()).toEqual({ total: 50_000, problem: null });
    for (let first = 0; first <= 40_000; first += 500) source.see(first, first + 30);
    expect(waiting.length).toBeLessThanOrEqual(2);
    await answer();
    expect(asked.length).toBeLessThanOrEqual(4);
    expect(source.getRow(40_030)).toEqual({ id: 40_030, says: "before" });
  });

  it("are read again when they may be others, and keep their identity where they say the same", async () => {
    const { source, state, answer, asked } = setUp();
    await answer();
    const before = [source.getRow(0), source.getRow(1)];
    state.says = "after";
    source.changed();
    // However often it is said while the answer is under way.
    for (let times = 0; times < 20; times++) source.changed();
    await answer();
    expect(source.getRow(0)).toEqual({ id: 0, says: "after" });
    expect(source.getRow(0)).not.toBe(before[0]);
    expect(source.getRow(1)).toBe(before[1]);
    expect(asked).toEqual([0, 0, 0]);
  });

  it("are those of another version only when there was one before", async () => {
    const { source, answer, asked } = setUp();
    source.atVersion(1);
    await answer();
    source.atVersion(1);
    expect(asked).toHaveLength(1);
    source.atVersion(2);
    await answer();
    expect(asked).toHaveLength(2);
  });

  it("of another question take the place of those before when they are there, whichever answer comes last", async () => {
    const { source, answer, ask, state, waiting } = setUp();
    await answer();
    state.total = 3;
    source.want("three", ask);
    expect(source.known().total).toBe(50_000);
    state.total = 2;
    source.want("two", ask);
    const [three, two] = waiting.splice(0);
    two?.();
    await vi.waitFor(() => expect(source.known().total).toBe(2));
    three?.();
    await new Promise((done) => setTimeout(done));
    expect(source.known().total).toBe(2);
    expect(source.getRow(2)).toBeUndefined();
  });

  it("say why they can't be read, once, and are read again when asked to", async () => {
    const { source, state, answer, asked } = setUp();
    state.fails = true;
    await answer();
    expect(source.known()).toMatchObject({ total: undefined, problem: { code: "planGone" } });
    source.see(0, 30);
    expect(asked).toHaveLength(1);
    state.fails = false;
    source.retry();
    await answer();
    expect(source.known()).toEqual({ total: 50_000, problem: null });
  });

  it("are forgotten where they are far away", async () => {
    const { source, answer } = setUp();
    await answer();
    for (let page = 0; page < 100; page++) {
      source.see(page * 100, page * 100 + 30);
      await answer();
    }
    const kept = Array.from({ length: 100 }, (_, page) => source.getRow(page * 100)).filter(Boolean);
    expect(kept.length).toBeLessThanOrEqual(40);
    expect(source.getRow(9_900)).toBeDefined();
    expect(source.getRow(0)).toBeUndefined();
  });
});
