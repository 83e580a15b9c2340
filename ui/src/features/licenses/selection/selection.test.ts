import { describe, expect, it } from "vitest";
import { everyLicense, type LicenseRow } from "@/platform";
import { createMockPlatform } from "@/platform/mock";
import {
  boxState,
  countOf,
  everythingOf,
  forQuery,
  isSelected,
  nothingSelected,
  singleOf,
  teamOf,
  toBoundary,
  withIds,
  withRows,
} from "./selection";

const { rows } = await createMockPlatform({ start: "connected" }).queryLicenses(everyLicense, 0, 4);
const [first, second, third] = rows as [LicenseRow, LicenseRow, LicenseRow];
const rowAt = (index: number) => rows[index];

describe("single licenses", () => {
  it("go out in the order in which they were selected", () => {
    const selection = withRows(withRows(nothingSelected, [third], true), [first], true);
    expect(toBoundary(selection)).toEqual({ kind: "ids", ids: [third.id, first.id] });
    expect(countOf(selection, 100)).toBe(2);
  });

  it("can be taken out again", () => {
    const selection = withRows(withRows(nothingSelected, [first, second], true), [first], false);
    expect(isSelected(selection, first.id)).toBe(false);
    expect(toBoundary(selection)).toEqual({ kind: "ids", ids: [second.id] });
  });

  it("can be some that were never on the screen", () => {
    const known = (id: string) => (id === first.id ? first : undefined);
    const selection = withIds(nothingSelected, [second.id, first.id], true, known);
    expect(toBoundary(selection)).toEqual({ kind: "ids", ids: [second.id, first.id] });
    expect(selection.kind === "ids" && [...selection.rows.values()]).toEqual([null, first]);
    const seen = withRows(selection, [second], true);
    expect(seen.kind === "ids" && seen.rows.get(second.id)).toBe(second);
    // What was seen once is not forgotten when it is selected again from afar.
    const again = withIds(seen, [second.id], true, () => undefined);
    expect(again.kind === "ids" && again.rows.get(second.id)).toBe(second);
  });

  it("have a team in common only where that is known of each of them", () => {
    const inTeam = { ...second, team: first.team };
    const same = withRows(nothingSelected, [first, inTeam], true);
    expect(teamOf(same)).toBe(first.team?.id);
    expect(teamOf(withRows(same, [{ ...third, team: { id: 999, name: "Other" } }], true))).toBeNull();
    expect(teamOf(withIds(same, [third.id], true, () => undefined))).toBeNull();
    expect(teamOf(everythingOf(everyLicense))).toBeNull();
  });

  it("are a single one only where it is known", () => {
    expect(singleOf(withRows(nothingSelected, [first], true))).toBe(first);
    expect(singleOf(withRows(nothingSelected, [first, second], true))).toBeNull();
    expect(singleOf(withIds(nothingSelected, [first.id], true, () => undefined))).toBeNull();
  });

  it("stay selected while something else is searched", () => {
    const selection = withRows(nothingSelected, [first], true);
    expect(forQuery(selection, { ...everyLicense, search: "anna" })).toBe(selection);
  });
});

describe("all that match", () => {
  it("are a query with exceptions, not a list of ids", () => {
    const selection = withRows(everythingOf(everyLicense), [second], false);
    expect(toBoundary(selection)).toEqual({ kind: "matching", query: everyLicense, except: [second.id] });
    expect(countOf(selection, 238)).toBe(237);
    expect(isSelected(selection, first.id)).toBe(true);
    expect(isSelected(selection, second.id)).toBe(false);
  });

  it("come to nothing when other licenses match", () => {
    expect(forQuery(everythingOf(everyLicense), { ...everyLicense, search: "anna" })).toBe(nothingSelected);
  });

  it("come to nothing when any other filter is set", () => {
    const selection = everythingOf(everyLicense);
    expect(forQuery(selection, { ...everyLicense, trial: true })).toBe(nothingSelected);
    expect(forQuery(selection, { ...everyLicense, expiry: { kind: "over" } })).toBe(nothingSelected);
  });

  it("stay and follow the order when the table is sorted", () => {
    const sorted = { ...everyLicense, sort: "team", descending: true } as const;
    const selection = forQuery(withRows(everythingOf(everyLicense), [first], false), sorted);
    expect(toBoundary(selection)).toEqual({ kind: "matching", query: sorted, except: [first.id] });
  });
});

describe("the box above the rows", () => {
  const expectBox = (selection: typeof nothingSelected, total: number, expected: string) =>
    expect(boxState(selection, total, rowAt)).toBe(expected);

  it("tells none, some and all apart", () => {
    expectBox(nothingSelected, 4, "none");
    expectBox(withRows(nothingSelected, [first], true), 4, "some");
    expectBox(withRows(nothingSelected, rows, true), 4, "all");
    expectBox(everythingOf(everyLicense), 238, "all");
    expectBox(withRows(everythingOf(everyLicense), [first], false), 238, "some");
    expectBox(withRows(everythingOf(everyLicense), rows, false), 4, "none");
  });

  it("does not look at every row of a long list", () => {
    const ids = Array.from({ length: 100_000 }, (_, index) => `id-${index}`);
    const selection = withIds(nothingSelected, ids, true, () => undefined);
    let looked = 0;
    const atMost = (index: number) => {
      looked += 1;
      return index < 300 ? { ...first, id: `id-${index}` } : undefined;
    };
    expect(boxState(selection, 100_000, atMost)).toBe("some");
    expect(looked).toBe(301);
  });

  it("does not say all where the selected ones are others than those shown", () => {
    expectBox(withRows(nothingSelected, [second, third], true), 1, "some");
  });
});
