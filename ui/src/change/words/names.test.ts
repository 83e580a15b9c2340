import { createIntl } from "react-intl";
import { expect, it } from "vitest";
import { accessExplanation } from "@/access";
import type { TextOf } from "@/i18n";
import en from "@/i18n/messages/en.json";
import { productName, teamName } from "./names";

const intl = createIntl({ locale: "en", messages: en });
const text: TextOf = (id, values) => intl.formatMessage({ id }, values);
const words = { intl, text, today: "2026-11-23" };

it.each([
  [{ code: "II", name: "IntelliJ IDEA" }, "IntelliJ IDEA"],
  [{ code: "II", name: "" }, "II"],
  [{ code: "", name: "Something" }, "Something"],
  [{ code: "", name: "" }, "Unknown product"],
  [null, "Unknown product"],
])("the product %j is called “%s”", (product, expected) => {
  expect(productName(words, product)).toBe(expected);
});

it("a team without a name is called by its number, also where a token is explained", () => {
  const team = { id: 17, name: "" };
  expect(teamName(words, team)).toBe("Team 17");
  const access = { kind: "teamAdmin", otherRole: null, team, capabilities: [] } as const;
  expect(accessExplanation(text, { ...access, capabilities: [] })).toContain("the team Team 17.");
});
