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
  toBoundary,
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

  it("does not say all where the selected ones are others than those shown", () => {
    expectBox(withRows(nothingSelected, [second, third], true), 1, "some");
  });
});
