import type { ChangeRequest, ChangeSource, PlanCounts, PlanView } from "../bindings";
import { problem } from "../platform";
import { againOf, oppositeOf, recordOf } from "./changeSets";
import { type MockList, planList } from "./listPlan";
import type { MockOrganization } from "./model";
import { asksForAttention } from "./planRows";
import { planDue } from "./queue";
import { idsOf } from "./query";
import { type MockRow, Planner, teamOf } from "./wishes";

/** A plan as the stand-in keeps it. */
export interface MockPlan {
  id: string;
  source: ChangeSource;
  target: number | null;
  rows: MockRow[];
}

const TRANSFER_BATCH = 50;

/** Seconds that a call takes, about. */
const SECONDS = { assign: 0.15, revoke: 0.22, transfer: 0.15 };

/** Makes a plan, as the application would. */
export function planFor(
  organization: MockOrganization,
  request: ChangeRequest,
  { id, now, listOf }: { id: string; now: Date; listOf: (list: string) => MockList },
): MockPlan {
  const planner = new Planner(organization, now);
  const source = fill(planner, request, listOf);
  const target =
    request.kind === "transfer"
      ? request.team
      : request.kind === "list" && request.wish.kind === "transfer"
        ? request.wish.team
        : null;
  return { id, source, target, rows: planner.rows };
}

function fill(planner: Planner, request: ChangeRequest, listOf: (list: string) => MockList): ChangeSource {
  const { organization, now } = planner;
  switch (request.kind) {
    case "assign": {
      checkContact(request);
      const { license, includeOfflineCode, ...person } = request;
      planner.wish({ capability: "assign", license, person, includeOfflineCode });
      return { kind: "license" };
    }
    case "revoke":
    case "transfer": {
      const ids = idsOf(request.selection, organization.licenses, now);
      for (const license of ids) {
        if (request.kind === "revoke") planner.wish({ capability: "revoke", license });
        else planner.wish({ capability: "transfer", license, team: request.team });
      }
      return { kind: ids.length === 1 ? "license" : "selection" };
    }
    case "list": {
      const list = listOf(request.list);
      planList(planner, list, request.mapping, request.wish);
      return { kind: "list", name: list.view.name };
    }
    case "repeat":
      againOf(recordOf(organization, request.changeSet), planner);
      return request;
    case "undo":
      oppositeOf(recordOf(organization, request.changeSet), planner);
      return request;
    case "due":
      planDue(planner);
      return { kind: "queue", byItself: false };
  }
}

function checkContact({ email, firstName, lastName }: ChangeRequest & { kind: "assign" }) {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) throw problem("emailInvalid");
  if (!firstName.trim() || /\d/.test(firstName)) throw problem("firstNameInvalid");
  if (!lastName.trim() || /\d/.test(lastName)) throw problem("lastNameInvalid");
}

/** Rows that will be carried out as things are. */
export function changesOf({ rows }: MockPlan): MockRow[] {
  return rows.filter(({ view }) => view.verdict === "change" && !view.takenOut);
}

/** What the page is told of a plan; its rows are asked for apart. */
export function viewOfPlan(plan: MockPlan): PlanView {
  const counts = countsOf(plan);
  const batches = Math.ceil(counts.transfers / TRANSFER_BATCH);
  const seconds =
    counts.assigns * SECONDS.assign + counts.revokes * SECONDS.revoke + counts.transfers * SECONDS.transfer;
  return {
    id: plan.id,
    source: plan.source,
    targetTeam: plan.target === null ? null : teamOf(plan.target),
    counts,
    calls: counts.assigns + counts.revokes + batches,
    seconds: Math.ceil(seconds),
  };
}

function countsOf(plan: MockPlan): PlanCounts {
  const changes = changesOf(plan);
  const of = (capability: string) => changes.filter(({ view }) => view.capability === capability).length;
  const count = (is: (row: MockRow["view"]) => boolean) => plan.rows.filter(({ view }) => is(view)).length;
  return {
    rows: plan.rows.length,
    changes: changes.length,
    assigns: of("assign"),
    revokes: of("revoke"),
    transfers: of("transfer"),
    warned: changes.filter(({ view }) => asksForAttention(view)).length,
    nothingToDo: count(({ verdict }) => verdict === "nothingToDo"),
    queueable: count(({ verdict, takenOut }) => verdict === "queueable" && !takenOut),
    blocked: count(({ verdict }) => verdict === "blocked"),
    badLines: count(({ verdict }) => verdict === "badLine"),
    takenOut: count(({ takenOut }) => takenOut),
  };
}

/** Takes rows out, or puts them back. Only rows that would be carried out, now or on their day, can be. */
export function takeOut({ rows }: MockPlan, numbers: readonly number[], out: boolean): void {
  for (const number of numbers) {
    const row = rows[number];
    if (row && (row.view.verdict === "change" || row.view.verdict === "queueable"))
      row.view = { ...row.view, takenOut: out };
  }
}
