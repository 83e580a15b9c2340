import { createIntl } from "react-intl";
import { describe, expect, it } from "vitest";
import { timeLeftWords } from "@/change";
import type { TextOf } from "@/i18n";
import en from "@/i18n/messages/en.json";
import type { SyncProgress } from "@/platform";
import { readWords, syncNotes } from "./sync";

const intl = createIntl({ locale: "en", messages: en });
const text: TextOf = (id, values) => intl.formatMessage({ id }, values);
const words = { intl, text };

function progress(part: Partial<SyncProgress>): SyncProgress {
  return { read: 12_400, total: 100_000, waitingSeconds: null, secondsLeft: null, restarts: 0, ...part };
}

describe("the time that is left", () => {
  it.each([
    [null, ""],
    [0, "A few seconds left"],
    [4, "A few seconds left"],
    [5, "About 5 seconds left"],
    [21, "About 25 seconds left"],
    [55, "About 55 seconds left"],
    [56, "About a minute left"],
    [89, "About a minute left"],
    [90, "About 2 minutes left"],
    [600, "About 10 minutes left"],
  ])("of %s seconds reads “%s”", (secondsLeft, expected) => {
    expect(timeLeftWords(words, secondsLeft)).toBe(expected);
  });
});

it("what was read is told by the count of all, where it is known", () => {
  expect(readWords(words, progress({}))).toBe("12,400 of 100,000");
  expect(readWords(words, progress({ total: null }))).toBe("12,400 read");
});

it("who waits hears how long, not when all will be over", () => {
  const notes = syncNotes(words, progress({ secondsLeft: 40, restarts: 1 }), 12);
  expect(notes).toEqual([
    "JetBrains asked to wait: 12 seconds",
    "Started again, because the list changed while it was read",
  ]);
});
