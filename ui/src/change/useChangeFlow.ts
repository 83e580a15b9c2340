import { useState } from "react";
import { useText } from "@/i18n";
import {
  type AnyProblem,
  type ChangeRequest,
  type FreeSeats,
  type LicenseId,
  useFreeSeats,
} from "@/platform";
import {
  type AssignForm,
  type AssignValues,
  emptyForm,
  fieldRefusal,
  seatOf,
  useAssignForm,
} from "./assignForm";
import { type Planning, usePlanning } from "./plan/usePlanning";
import { type ChangeStart, requestOf } from "./start";

/** Asking, showing the plan, carrying it out (and showing what came of it). */
export type Stage = "form" | "plan" | "run";

/** A change on its way from the wish to the result. */
export interface ChangeFlow {
  isOpen: boolean;
  start: ChangeStart | null;
  stage: Stage;
  form: AssignForm;
  seats: { all: readonly FreeSeats[]; isReading: boolean; problem: AnyProblem | null };
  planning: Planning;
  /** Why there is no plan; what belongs to a field of the form stands there. */
  planProblem: AnyProblem | null;
  begin: (start: ChangeStart) => void;
  /** Makes a plan of the form's content, if it can be taken. */
  submitForm: () => void;
  planTransfer: (team: number) => void;
  /** Makes another plan, such as one that undoes what was done. */
  plan: (request: ChangeRequest) => void;
  replan: () => void;
  /** Leads to where the plan was asked for; null where there is nothing to go back to. */
  back: (() => void) | null;
  backToForm: () => void;
  /** The vendor refused what was typed into the form: the field says so. */
  refuse: (problem: AnyProblem) => void;
  apply: () => void;
  close: () => void;
}

/** Leads through a change. `onChanged` is called when something begins to be carried out. */
export function useChangeFlow(onChanged: () => void, onClose: () => void): ChangeFlow {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const [start, setStart] = useState<ChangeStart | null>(null);
  const [stage, setStage] = useState<Stage>("form");
  const form = useAssignForm();
  const seats = useFreeSeats();
  const planning = usePlanning();
  const problem = planning.problem;

  const refuse = (refused: AnyProblem) => {
    const refusal = fieldRefusal(text, refused);
    if (!refusal) return;
    form.setError(refusal.field, { type: "vendor", message: refusal.message });
    setStage("form");
  };
  const plan = (wanted: ChangeRequest) => {
    // Where no form comes first, the dialog shows at once that the plan is being made.
    if (wanted.kind !== "assign" && wanted.kind !== "transfer") setStage("plan");
    planning.make(wanted, {
      onSuccess: () => setStage("plan"),
      onError: wanted.kind === "assign" ? refuse : () => {},
    });
  };
  const close = () => {
    setOpen(false);
    onClose();
  };
  return {
    isOpen,
    start,
    stage,
    form,
    seats: { all: seats.data ?? [], isReading: seats.isPending, problem: seats.error },
    planning,
    planProblem:
      problem && !(planning.request?.kind === "assign" && fieldRefusal(text, problem)) ? problem : null,
    begin: (wanted) => {
      setStart(wanted);
      setOpen(true);
      planning.reset();
      const request = requestOf(wanted);
      if (request) plan(request);
      else setStage("form");
      if (wanted.kind === "assign") form.reset(emptyForm(wanted.license));
    },
    submitForm: () => {
      const given = start?.kind === "assign" ? start.license?.id : undefined;
      void form.handleSubmit((values) => {
        const license = given ?? seatOf(seats.data ?? [], values)?.license;
        if (license === undefined) {
          form.setError("team", { type: "gone", message: text("licenses.assign.seatGone") });
          return;
        }
        plan(assignRequest(license, values));
      })();
    },
    planTransfer: (team) => {
      if (start?.kind === "transfer") plan({ kind: "transfer", selection: start.selection, team });
    },
    plan,
    replan: () => {
      if (planning.request) plan(planning.request);
    },
    back: backOf(start, planning.request, () => setStage("form"), close),
    backToForm: () => setStage("form"),
    refuse,
    apply: () =>
      planning.apply(() => {
        setStage("run");
        onChanged();
      }),
    close,
  };
}

/** A plan that was made of another one's result has nothing to go back to. */
function backOf(
  start: ChangeStart | null,
  request: ChangeRequest | null,
  toForm: () => void,
  close: () => void,
): (() => void) | null {
  if (start?.kind === "assign" || start?.kind === "transfer")
    return request?.kind === start.kind ? toForm : null;
  if (start?.kind !== "request" || !start.onBack || request !== start.request) return null;
  const { onBack } = start;
  return () => {
    close();
    onBack();
  };
}

function assignRequest(license: LicenseId, values: AssignValues): ChangeRequest {
  return {
    kind: "assign",
    license,
    email: values.email,
    firstName: values.firstName,
    lastName: values.lastName,
    sendEmail: values.sendEmail,
    // The code comes in that mail, so there is none without it.
    includeOfflineCode: values.sendEmail && values.includeOfflineCode,
  };
}
