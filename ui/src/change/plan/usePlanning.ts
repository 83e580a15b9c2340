import { useRef, useState } from "react";
import {
  type AnyProblem,
  type ChangeRequest,
  type PlanQuery,
  type PlanRowView,
  type PlanView,
  toProblem,
  useApplyPlan,
  usePlan,
  usePlanChange,
  usePlatform,
  useQueuePlan,
  wholePlan,
} from "@/platform";
import { useProblemToast } from "@/problems";
import type { PlanShown } from "./planWords";

/** A plan from its making to its beginning. */
export interface Planning {
  /** What the last plan was asked for. */
  request: ChangeRequest | null;
  /** The plan as it is now; null while there is none. */
  shown: PlanShown | null;
  isMaking: boolean;
  problem: AnyProblem | null;
  isBeginning: boolean;
  applyProblem: AnyProblem | null;
  /** How many revocations of it were queued. */
  queued: number;
  isQueuing: boolean;
  make: (
    request: ChangeRequest,
    then: { onSuccess: () => void; onError: (problem: AnyProblem) => void },
  ) => void;
  apply: (onBegun: () => void) => void;
  queue: () => void;
  reset: () => void;
}

const NO_PLAN: PlanView = {
  id: "",
  source: { kind: "license" },
  targetTeam: null,
  counts: {
    rows: 0,
    changes: 0,
    assigns: 0,
    revokes: 0,
    transfers: 0,
    warned: 0,
    nothingToDo: 0,
    queueable: 0,
    blocked: 0,
    badLines: 0,
    takenOut: 0,
  },
  calls: 0,
  seconds: 0,
};

/** Makes a plan, keeps it up to date, queues and carries out. */
export function usePlanning(): Planning {
  const [request, setRequest] = useState<ChangeRequest | null>(null);
  const making = useMaking();
  const applying = useApplyPlan();
  const queuing = useQueuing();
  const made = making.data;
  const plan = usePlan(made?.plan ?? NO_PLAN);
  const reset = () => {
    applying.reset();
    queuing.reset();
  };
  return {
    request,
    shown: made && request ? { plan, request, first: made.first } : null,
    isMaking: making.isPending,
    problem: making.problem,
    isBeginning: applying.isPending,
    applyProblem: applying.error,
    queued: queuing.count,
    isQueuing: queuing.isPending,
    make: (wanted, then) => {
      setRequest(wanted);
      reset();
      making.start(wanted, then);
    },
    apply: (onBegun) => {
      if (made) applying.mutate(made.plan.id, { onSuccess: onBegun });
    },
    queue: () => {
      if (made) queuing.start(made.plan.id);
    },
    reset: () => {
      making.reset();
      reset();
    },
  };
}

/** The row that stands for the others: of those that will be carried out, where there are any. */
function typicalOf({ counts }: PlanView): PlanQuery {
  return counts.rows > 1 && counts.changes > 0 ? { ...wholePlan, only: "changes" } : wholePlan;
}

/** A plan as it was made, with the row that says what the dialog is called. */
interface Made {
  plan: PlanView;
  first: PlanRowView | null;
}

function useMaking() {
  const platform = usePlatform();
  const planning = usePlanChange();
  const [data, setData] = useState<Made | null>(null);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [isPending, setPending] = useState(false);
  // Of two plans that are being made at once, only the last one counts.
  const turn = useRef(0);
  const begin = (pending: boolean) => {
    turn.current += 1;
    setData(null);
    setProblem(null);
    setPending(pending);
    return turn.current;
  };
  const start: Planning["make"] = async (request, then) => {
    const mine = begin(true);
    try {
      const plan = await planning.mutateAsync(request);
      const { rows } = await platform.planRows(plan.id, typicalOf(plan), 0, 1);
      if (mine !== turn.current) return;
      setData({ plan, first: rows[0] ?? null });
      setPending(false);
      then.onSuccess();
    } catch (thrown) {
      if (mine !== turn.current) return;
      const failure = toProblem(thrown);
      setProblem(failure);
      setPending(false);
      then.onError(failure);
    }
  };
  return { data, problem, isPending, start, reset: () => void begin(false) };
}

/** Queues what a plan can't revoke yet. */
function useQueuing() {
  const sayProblem = useProblemToast();
  const { mutate, data, isPending, reset } = useQueuePlan();
  const start = (plan: string) => mutate(plan, { onError: sayProblem });
  return { count: data ?? 0, isPending, reset, start };
}
