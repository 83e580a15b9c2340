import { createIntl } from "react-intl";
import { describe, expect, it } from "vitest";
import type { TextOf } from "@/i18n";
import en from "@/i18n/messages/en.json";
import type { LineProblem, ObstacleView, PlanCounts, PlanFilter, PlanRowView } from "@/platform";
import { lineWords, obstacleWords } from "../words/obstacles";
import { planChips } from "./chips";
import { costWords, durationWords } from "./durationWords";
import { rowVerdict } from "./rowWords";

const intl = createIntl({ locale: "en", messages: en });
const text: TextOf = (id, values) => intl.formatMessage({ id }, values);
const words = { intl, text, today: "2026-11-23" };

describe("how long it takes", () => {
  it.each([
    [0, "a few seconds"],
    [4, "a few seconds"],
    [5, "about 5 seconds"],
    [12, "about 15 seconds"],
    [55, "about 55 seconds"],
    [56, "about a minute"],
    [100, "about 2 minutes"],
    [5_350, "about 89 minutes"],
    [5_400, "about 2 hours"],
    [20_000, "about 6 hours"],
  ])("of %s seconds reads “%s”", (seconds, expected) => {
    expect(durationWords(words, seconds)).toBe(expected);
  });

  it("stands beside the calls", () => {
    const plan = { calls: 60, seconds: 110 } as Parameters<typeof costWords>[1];
    expect(costWords(words, plan)).toBe("60 calls to JetBrains, about 2 minutes.");
  });
});

describe("what a plan can be narrowed to", () => {
  const chips = (counts: Partial<PlanCounts>, shown: PlanFilter | null = null) =>
    planChips(
      words,
      { changes: 0, warned: 0, queueable: 0, blocked: 0, ...counts } as PlanCounts,
      "assign",
      shown,
    ).map(({ label }) => label);

  it("leaves out what there is none of", () => {
    expect(chips({ changes: 5, blocked: 1 })).toEqual(["5 will be assigned", "1 can’t be assigned"]);
  });

  it("says how many have a warning where others have none", () => {
    expect(chips({ changes: 5, warned: 2 })).toEqual(["5 will be assigned", "2 with warnings"]);
  });

  it("tells what only has to wait from what can’t be done", () => {
    expect(chips({ changes: 5, queueable: 3, blocked: 1 })).toEqual([
      "5 will be assigned",
      "3 locked for now",
      "1 can’t be assigned",
    ]);
  });

  it("keeps what is shown, so that it can be taken back", () => {
    expect(chips({ changes: 5, warned: 0 }, "warned")).toEqual(["5 will be assigned", "0 with warnings"]);
  });
});

const obstacles: [ObstacleView, RegExp][] = [
  [{ kind: "alreadyHolds", license: "ABC1234567" }, /covers it: ABC1234567/],
  [{ kind: "noFreeLicense" }, /No license is free/],
  [{ kind: "unknownProduct", text: "Webstrom" }, /“Webstrom”/],
  [{ kind: "unknownTeamName", text: "Wbe" }, /“Wbe”/],
  [{ kind: "holdsNothing" }, /has nothing/],
  [{ kind: "nameMissing" }, /First and last name/],
  [{ kind: "alreadySo" }, /as it should be/],
  [{ kind: "changedSince" }, /changed since/],
  [{ kind: "notAsDescribed" }, /not as this line says/],
  [{ kind: "listUnclear" }, /might be this person/],
  [{ kind: "badLine", problem: { code: "duplicate", of: 1_200 } }, /Line 1,200 says the same/],
  [
    { kind: "recentlyAssigned", from: "2026-12-14" },
    /from 14 Dec 2026 \(in 21 days\)|from Dec 14, 2026 \(in 21 days\)/,
  ],
];

describe("why something is not done", () => {
  it.each(obstacles)("%j has words", (obstacle, expected) => {
    expect(obstacleWords(words, obstacle)).toMatch(expected);
  });

  it("has words of its own for each fault of a line", () => {
    const codes = [
      "nothing",
      "emailMissing",
      "emailMalformed",
      "licenseMissing",
      "licenseMalformed",
      "nameMissing",
      "nameHasDigits",
      "productMissing",
    ] as const;
    const said = codes.map((code) => lineWords(words, { code } satisfies LineProblem));
    expect(new Set(said).size).toBe(codes.length);
  });
});

describe("the badge of a row", () => {
  const base = { capability: "revoke", verdict: "change", obstacle: null, takenOut: false } as PlanRowView;
  it.each<[Partial<PlanRowView>, string]>([
    [{}, "Will be revoked"],
    [{ capability: "assign" }, "Will be assigned"],
    [{ takenOut: true }, "Taken out"],
    [{ verdict: "blocked", obstacle: { kind: "suspended" } }, "Can’t be revoked"],
    [
      { verdict: "queueable", obstacle: { kind: "recentlyAssigned", from: "2026-12-14" } },
      "Locked until Dec 14",
    ],
    [{ verdict: "nothingToDo", obstacle: { kind: "alreadySo" } }, "Nothing to do"],
    [{ verdict: "badLine", capability: null }, "Bad line"],
    [{ verdict: "blocked", capability: null, obstacle: { kind: "holdsNothing" } }, "Can’t be done"],
  ])("%j reads “%s”", (row, expected) => {
    expect(rowVerdict(words, { ...base, ...row }).label).toBe(expected);
  });
});
