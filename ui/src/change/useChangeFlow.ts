import { useState } from "react";
import { useText } from "@/i18n";
import {
  type AnyProblem,
  type ChangeRequest,
  type ChangeSetView,
  type FreeSeats,
  type LicenseId,
  type PlanView,
  useApplyPlan,
  useFreeSeats,
  usePlanChange,
} from "@/platform";
import {
  type AssignForm,
  type AssignValues,
  emptyForm,
  fieldRefusal,
  seatOf,
  useAssignForm,
} from "./assignForm";
import type { ChangeStart } from "./start";

/** Asking, showing the plan, carrying it out (and showing what came of it). */
export type Stage = "form" | "plan" | "apply";

/** A change on its way from the wish to the result. */
export interface ChangeFlow {
  isOpen: boolean;
  start: ChangeStart | null;
  stage: Stage;
  form: AssignForm;
  seats: { all: readonly FreeSeats[]; isReading: boolean; problem: AnyProblem | null };
  plan: PlanView | null;
  /** What the plan was made for. */
  request: ChangeRequest | null;
  isPlanning: boolean;
  planProblem: AnyProblem | null;
  /** Rows that were taken out of the plan. */
  without: ReadonlySet<LicenseId>;
  /** The change as far as it is known; null before the first sign of it. */
  change: ChangeSetView | null;
  isApplying: boolean;
  applyProblem: AnyProblem | null;
  begin: (start: ChangeStart) => void;
  /** Makes a plan of the form's content, if it can be taken. */
  submitForm: () => void;
  planTransfer: (team: number) => void;
  replan: () => void;
  backToForm: () => void;
  setIncluded: (license: LicenseId, included: boolean) => void;
  apply: () => void;
  close: () => void;
}

/** Leads through a change. `onChanged` is called when something was carried out. */
export function useChangeFlow(onChanged: () => void, onClose: () => void): ChangeFlow {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const [start, setStart] = useState<ChangeStart | null>(null);
  const [stage, setStage] = useState<Stage>("form");
  const [request, setRequest] = useState<ChangeRequest | null>(null);
  const [without, setWithout] = useState<ReadonlySet<LicenseId>>(new Set());
  const form = useAssignForm();
  const seats = useFreeSeats();
  const planning = usePlanChange();
  const applying = useApplyPlan();
  const change = applying.data ?? applying.progress;

  /** What the vendor says about a field belongs to that field. */
  const showAtField = (problem: AnyProblem) => {
    const refusal = fieldRefusal(text, problem);
    if (!refusal) return;
    form.setError(refusal.field, { type: "vendor", message: refusal.message });
    setStage("form");
  };
  const makePlan = (wanted: ChangeRequest) => {
    setRequest(wanted);
    setWithout(new Set());
    applying.reset();
    planning.mutate(wanted, { onSuccess: () => setStage("plan"), onError: showAtField });
  };
  return {
    isOpen,
    start,
    // Nothing was sent: the plan is still what there is to look at.
    stage: stage === "apply" && applying.isError && !hasBegun(change) ? "plan" : stage,
    form,
    seats: { all: seats.data ?? [], isReading: seats.isPending, problem: seats.error },
    plan: planning.data ?? null,
    request,
    isPlanning: planning.isPending,
    planProblem: planning.error && !fieldRefusal(text, planning.error) ? planning.error : null,
    without,
    change,
    isApplying: applying.isPending,
    applyProblem: applying.error,
    begin: (wanted) => {
      setStart(wanted);
      setOpen(true);
      setStage(wanted.kind === "revoke" ? "plan" : "form");
      planning.reset();
      applying.reset();
      if (wanted.kind === "assign") form.reset(emptyForm(wanted.license));
      if (wanted.kind === "revoke") makePlan({ kind: "revoke", selection: wanted.selection });
    },
    submitForm: () => {
      const given = start?.kind === "assign" ? start.license?.id : undefined;
      void form.handleSubmit((values) => {
        const license = given ?? seatOf(seats.data ?? [], values)?.license;
        if (license === undefined) {
          form.setError("team", { type: "gone", message: text("licenses.assign.seatGone") });
          return;
        }
        makePlan(assignRequest(license, values));
      })();
    },
    planTransfer: (team) => {
      if (start?.kind === "transfer") makePlan({ kind: "transfer", selection: start.selection, team });
    },
    replan: () => {
      if (request) makePlan(request);
    },
    backToForm: () => setStage("form"),
    setIncluded: (license, included) =>
      setWithout((before) => {
        const next = new Set(before);
        if (included) next.delete(license);
        else next.add(license);
        return next;
      }),
    apply: () => {
      if (!planning.data) return;
      setStage("apply");
      applying.mutate(
        { plan: planning.data.id, without: [...without] },
        {
          onSuccess: (result) => {
            const [step] = result.steps;
            if (step?.state.kind === "rejected" && result.capability === "assign")
              showAtField(step.state.problem);
            if (result.steps.some(({ state }) => state.kind === "applied")) onChanged();
          },
        },
      );
    },
    close: () => {
      if (applying.isPending) return;
      setOpen(false);
      onClose();
    },
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

function hasBegun(change: ChangeSetView | null): boolean {
  return change?.steps.some(({ state }) => state.kind !== "planned") ?? false;
}
