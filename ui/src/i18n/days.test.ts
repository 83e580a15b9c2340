import { createIntl, type IntlShape } from "react-intl";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  dayOf,
  daysBetween,
  formatDay,
  formatFullDay,
  formatRelativeDay,
  formatRelativeInstant,
  formatShortDay,
} from "./days";
import { formattingLocale, preferredLanguage } from "./locale";
import { languages } from "./messages";

const intl: IntlShape = createIntl({ locale: "en-GB", messages: languages.en });

afterEach(() => vi.unstubAllEnvs());

describe("a calendar day", () => {
  test.each(["Pacific/Kiritimati", "Pacific/Niue", "America/Los_Angeles", "Europe/Berlin", "UTC"])(
    "is the same day in %s",
    (zone) => {
      vi.stubEnv("TZ", zone);
      expect(formatDay(intl, "2026-12-04")).toBe("4 Dec 2026");
      expect(formatFullDay(intl, "2026-12-04")).toMatch(/^Friday,? 4 December 2026$/);
      expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
    },
  );

  test.each([
    ["2026-11-23", "Today"],
    ["2026-11-22", "Yesterday"],
    ["2026-11-24", "Tomorrow"],
    ["2026-11-20", "3 days ago"],
    ["2026-11-28", "In 5 days"],
    ["2026-09-10", "10 Sept 2026"],
    ["2027-01-28", "28 Jan 2027"],
    ["soon", "soon"],
    ["2026-02-30", "2026-02-30"],
  ])("%s, seen from 23 November 2026, reads %s", (day, expected) => {
    expect(formatRelativeDay(intl, day, "2026-11-23")).toBe(expected);
  });

  test.each([
    ["2026-12-14", "14 Dec"],
    ["2027-01-28", "28 Jan 2027"],
  ])("%s is as short as it can be: %s", (day, expected) => {
    expect(formatShortDay(intl, day, "2026-11-23")).toBe(expected);
  });

  test("of an instant is the one on the wall where the person is", () => {
    const instant = new Date("2026-11-23T23:30:00Z");
    vi.stubEnv("TZ", "Asia/Tokyo");
    expect(dayOf(instant)).toBe("2026-11-24");
    vi.stubEnv("TZ", "America/New_York");
    expect(dayOf(instant)).toBe("2026-11-23");
  });
});

test.each([
  ["2026-11-23T11:59:40Z", "just now"],
  ["2026-11-23T12:00:58Z", "just now"],
  ["2026-11-23T11:57:00Z", "3 min ago"],
  ["2026-11-23T09:00:00Z", "3 hours ago"],
  ["2026-11-22T09:00:00Z", "Yesterday"],
  ["2026-10-01T09:00:00Z", "1 Oct 2026"],
])("%s, seen from noon, reads %s", (instant, expected) => {
  vi.stubEnv("TZ", "UTC");
  expect(formatRelativeInstant(intl, new Date(instant), new Date("2026-11-23T12:00:00Z"))).toBe(expected);
});

test.each([
  [["en-US"], "en-US"],
  [["de-DE", "en-CA"], "en-CA"],
  [["de-DE"], "en-GB"],
  [[], "en-GB"],
])("to somebody who prefers %j, English texts have dates as in %s", (preferred, expected) => {
  expect(formattingLocale("en", preferred)).toBe(expected);
});

test("a language that the app does not speak leads to English", () => {
  expect(preferredLanguage(["fr-FR", "eo"])).toBe("en");
});
