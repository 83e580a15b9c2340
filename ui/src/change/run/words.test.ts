import { createIntl } from "react-intl";
import { describe, expect, it } from "vitest";
import { languages } from "@/i18n/messages";
import type { ChangeSource, StepCounts } from "@/platform";
import type { Words } from "../words/useWords";
import {
  changeSetTitle,
  countWords,
  kindOf,
  resultTitle,
  runningTitle,
  settledOf,
  sourceWords,
} from "./words";

const intl = createIntl({ locale: "en-GB", messages: languages.en, timeZone: "UTC" });
const words: Words = { intl, text: (id, values) => intl.formatMessage({ id }, values), today: "2026-11-23" };

function counts(some: Partial<StepCounts>): StepCounts {
  const none = { planned: 0, underWay: 0, applied: 0, rejected: 0, skipped: 0, unknown: 0 };
  const all = { ...none, ...some };
  const steps = Object.values({ ...none, ...some }).reduce((sum, count) => sum + count, 0);
  return { ...all, steps };
}

describe("what is being done", () => {
  it.each([
    ["assign", 1, "Assigning a license…"],
    ["revoke", 30, "Revoking 30 licenses…"],
    ["transfer", 2, "Transferring 2 licenses…"],
    ["mixed", 1_200, "Making 1,200 changes…"],
  ] as const)("%s of %i", (kind, planned, title) => {
    expect(runningTitle(words, kind, counts({ planned }))).toBe(title);
  });
});

describe("what came of it", () => {
  it.each([
    ["assign", { applied: 30 }, "Assigned 30 licenses"],
    ["revoke", { applied: 1 }, "Revoked a license"],
    ["transfer", { applied: 3, rejected: 1, unknown: 1 }, "Transferred 3 of 5 licenses"],
    ["mixed", { applied: 3, skipped: 1 }, "Made 3 of 4 changes"],
    ["revoke", { rejected: 2 }, "Nothing was changed"],
    ["revoke", { rejected: 2, unknown: 1 }, "This needs your check"],
  ] as const)("%s %o", (kind, some, title) => {
    expect(resultTitle(words, kind, counts(some))).toBe(title);
  });

  it("is told apart in a list even where nothing was changed", () => {
    const set = { capabilities: ["revoke" as const], counts: counts({ rejected: 2 }), isRunning: false };
    expect(changeSetTitle(words, set)).toBe("Revoke 2 licenses");
    expect(changeSetTitle(words, { ...set, isRunning: true })).toBe("Revoking 2 licenses…");
  });

  it("of more than one kind is just a change", () => {
    expect([kindOf(["revoke"]), kindOf(["revoke", "assign"]), kindOf([])]).toEqual([
      "revoke",
      "mixed",
      "mixed",
    ]);
  });
});

it("counts what there is, the settled first", () => {
  const all = counts({ planned: 4, underWay: 3, applied: 12, rejected: 1, skipped: 2, unknown: 1 });
  expect(settledOf(all)).toBe(16);
  expect(countWords(words, all).map(({ id, label }) => [id, label])).toEqual([
    ["applied", "12 done"],
    ["rejected", "1 failed"],
    ["unknown", "1 needs your check"],
    ["skipped", "2 not sent"],
    ["underWay", "3 under way"],
    ["planned", "4 left"],
  ]);
  expect(countWords(words, counts({ applied: 1_000 })).map(({ label }) => label)).toEqual(["1,000 done"]);
});

describe("what it was made of", () => {
  const at = "2026-11-03T14:05:00Z";
  it.each<[ChangeSource, string | null, string]>([
    [{ kind: "list", name: "people.csv" }, null, "List “people.csv”"],
    [{ kind: "list", name: "" }, null, "Pasted list"],
    [{ kind: "undo", changeSet: "x" }, at, "Undo of the change of 3 Nov 2026, 14:05"],
    [{ kind: "undo", changeSet: "x" }, null, "Undo of an earlier change"],
    [{ kind: "repeat", changeSet: "x" }, at, "What failed on 3 Nov 2026, 14:05, again"],
    [{ kind: "queue", byItself: true }, null, "Queue, by itself"],
  ])("%o", (source, origin, text) => {
    expect(sourceWords(words, source, origin)).toBe(text);
  });
});
