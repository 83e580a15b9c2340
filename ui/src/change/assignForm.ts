import { valibotResolver } from "@hookform/resolvers/valibot";
import { type UseFormReturn, useForm } from "react-hook-form";
import * as v from "valibot";
import type { MessageId, TextOf } from "@/i18n";
import type { AnyProblem, FreeSeats, LicenseRow } from "@/platform";

/** What the form asks for. Product and team are set where the license is given. */
export interface AssignValues {
  product: string;
  team: string;
  email: string;
  firstName: string;
  lastName: string;
  sendEmail: boolean;
  includeOfflineCode: boolean;
}

export type AssignForm = UseFormReturn<AssignValues>;

type Problems = Record<
  "product" | "team" | "email" | "nameMissing" | "nameDigits" | "emailMissing",
  MessageId
>;

const PROBLEMS: Problems = {
  product: "licenses.assign.productMissing",
  team: "licenses.assign.teamMissing",
  emailMissing: "licenses.assign.emailMissing",
  email: "licenses.assign.emailMalformed",
  nameMissing: "licenses.assign.nameMissing",
  nameDigits: "licenses.assign.nameDigits",
};

const name = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty(PROBLEMS.nameMissing),
  v.regex(/^\P{Nd}*$/u, PROBLEMS.nameDigits),
);

/** What can be told without asking the vendor. The messages are message ids. */
export const assignSchema = v.object({
  product: v.pipe(v.string(), v.nonEmpty(PROBLEMS.product)),
  team: v.pipe(v.string(), v.nonEmpty(PROBLEMS.team)),
  email: v.pipe(
    v.string(),
    v.trim(),
    v.nonEmpty(PROBLEMS.emailMissing),
    v.rfcEmail(PROBLEMS.email),
    v.regex(/\.[^.]+$/u, PROBLEMS.email),
  ),
  firstName: name,
  lastName: name,
  sendEmail: v.boolean(),
  includeOfflineCode: v.boolean(),
});

/** The form as it starts, for a given license or for any. */
export function emptyForm(license: LicenseRow | null): AssignValues {
  return {
    product: license ? productKey(license) : "",
    team: license ? teamKey(license) : "",
    email: "",
    firstName: "",
    lastName: "",
    sendEmail: true,
    includeOfflineCode: false,
  };
}

export function useAssignForm(): AssignForm {
  return useForm<AssignValues>({
    resolver: valibotResolver(assignSchema),
    defaultValues: emptyForm(null),
    // The fields have no refs of their own: the dialog takes the focus to the first that is wrong.
    shouldFocusError: false,
  });
}

type Seat = Pick<LicenseRow | FreeSeats, "product" | "team">;

/** What stands for a product in the form; the vendor can leave its code out. */
export function productKey({ product }: Seat): string {
  return product.code || product.name || "?";
}

export function teamKey({ team }: Seat): string {
  return team ? String(team.id) : "none";
}

/** The free seat that the form means. */
export function seatOf(seats: readonly FreeSeats[], values: Pick<AssignValues, "product" | "team">) {
  return seats.find((seat) => productKey(seat) === values.product && teamKey(seat) === values.team) ?? null;
}

type RefusedField = "email" | "firstName" | "lastName";

const FIELDS: Partial<Record<AnyProblem["code"], RefusedField>> = {
  emailInvalid: "email",
  firstNameInvalid: "firstName",
  lastNameInvalid: "lastName",
  // JetBrains does not say which of the names: the answer is shown where names begin.
  nameRefused: "firstName",
};

/** The field that a refusal is about, with what to say there; null where it is about no field. */
export function fieldRefusal(
  text: TextOf,
  problem: AnyProblem,
): { field: RefusedField; message: string } | null {
  const field = FIELDS[problem.code];
  if (!field) return null;
  if (field === "email") return { field, message: text("licenses.assign.emailRefused") };
  const answer = problem.detail.text;
  return {
    field,
    message: answer
      ? text("licenses.assign.nameRefusedSaying", { answer })
      : text("licenses.assign.nameRefused"),
  };
}
