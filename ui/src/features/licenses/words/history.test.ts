import { createIntl } from "react-intl";
import { expect, it } from "vitest";
import type { TextOf } from "@/i18n";
import en from "@/i18n/messages/en.json";
import { historyWords } from "./history";

const intl = createIntl({ locale: "en", messages: en });
const text: TextOf = (id, values) => intl.formatMessage({ id }, values);
const words = { intl, text, today: "2026-11-23" };

it("what happened is a whole sentence even where the vendor named nobody", () => {
  expect(historyWords(words, { kind: "transferred", from: "", to: "Web" })).toBe(
    "Transferred from a team without a name to Web",
  );
  expect(historyWords(words, { kind: "revoked", from: "" })).toBe("Revoked from an unknown person");
  expect(historyWords(words, { kind: "assigned", to: "Ann" })).toBe("Assigned to Ann");
});
