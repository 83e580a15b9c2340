import { useMemo } from "react";
import {
  type PlanCounts,
  type PlanQuery,
  type PlanRowView,
  type PlanView,
  usePlatform,
  useTakeOut,
} from "@/platform";
import { useProblemToast } from "@/problems";
import type { CheckState, GridSelection } from "@/ui";
import { personOf } from "../words/names";
import { useWords } from "../words/useWords";
import { rowNote } from "./rowWords";

/** Rows that are asked for at once, to learn their numbers. */
const WINDOW = 500;

/** The boxes of a plan: what is ticked will be carried out, or queued where the person chooses that. */
export function usePlanSelection(
  plan: PlanView,
  query: PlanQuery,
  isQueued: boolean,
): GridSelection<PlanRowView> {
  const words = useWords();
  const takeOut = useTaking(plan, query, isQueued);
  const allState = stateOf(plan.counts, query);
  return useMemo(() => {
    const canSelect = (row: PlanRowView) => canTake(row, isQueued);
    return {
      isSelected: ({ takenOut }) => !takenOut,
      canSelect,
      toggle: (row) => {
        if (canSelect(row)) takeOut.rows([row.row], !row.takenOut);
      },
      setRange: (first, last, selected) => void takeOut.range(first, last, !selected),
      setAll: (selected) => void takeOut.all(!selected),
      allState,
      isKept: true,
      rowLabel: (row) =>
        words.text("licenses.plan.include", { person: personOf(words, row), note: rowNote(words, row) }),
      allLabel: words.text("plan.all"),
    };
  }, [words, takeOut, allState, isQueued]);
}

/** Whether a row can be taken out: what is in the queue already is taken out of that. */
function canTake({ verdict }: PlanRowView, isQueued: boolean): boolean {
  return verdict === "change" || (verdict === "queueable" && !isQueued);
}

/** How the boxes stand of the rows that are shown, as far as the counts tell. */
function stateOf({ changes, queueable, takenOut }: PlanCounts, { only }: PlanQuery): CheckState {
  if (only === "changes" || only === "warned") return changes > 0 ? "all" : "none";
  if (only === "queueable") return queueable > 0 ? "all" : "none";
  if (only !== null || changes + queueable === 0) return "none";
  return takenOut > 0 ? "some" : "all";
}

/** Takes rows out and puts them back: single ones, by position, or all that are shown. */
function useTaking(plan: PlanView, query: PlanQuery, isQueued: boolean) {
  const platform = usePlatform();
  const sayProblem = useProblemToast();
  const { id } = plan;
  const { mutate } = useTakeOut(id);
  const count = plan.counts.rows;
  return useMemo(() => {
    const take = (rows: () => Promise<number[]> | number[], out: boolean) =>
      mutate({ rows, out }, { onError: sayProblem });
    const rows = (numbers: number[], out: boolean) => take(() => numbers, out);
    const range = (first: number, last: number, out: boolean) => take(() => numbersOf(first, last), out);
    const numbersOf = async (first: number, last: number) => {
      const numbers: number[] = [];
      let offset = first;
      while (offset <= last) {
        const window = await platform.planRows(id, query, offset, Math.min(WINDOW, last - offset + 1));
        if (window.rows.length === 0) break;
        numbers.push(...window.rows.filter((row) => canTake(row, isQueued)).map(({ row }) => row));
        offset += window.rows.length;
      }
      return numbers;
    };
    const isWhole = query.only === null && query.search.trim() === "";
    const all = (out: boolean) =>
      isWhole
        ? rows(
            Array.from({ length: count }, (_, row) => row),
            out,
          )
        : range(0, count - 1, out);
    return { rows, range, all };
  }, [platform, sayProblem, mutate, id, query, count, isQueued]);
}
