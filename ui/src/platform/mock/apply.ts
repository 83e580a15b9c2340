import type { ChangeRequest, ChangeSetView, HistoryEvent, StepStateView, StepView } from "../bindings";
import { dayFrom } from "./days";
import type { MockLicense, MockOrganization } from "./model";
import { holderAfter, type MockPlan } from "./plan";
import { outcomeOfEmail } from "./special";
import { teams } from "./model";

/** Carries a plan out step by step; `tell` hears of each. */
export async function applyPlan(
  organization: MockOrganization,
  { view, request }: MockPlan,
  without: readonly string[],
  { now, wait, tell }: { now: Date; wait: () => Promise<void>; tell: (change: ChangeSetView) => void },
): Promise<ChangeSetView> {
  const rows = view.rows.filter((row) => row.obstacle === null && !without.includes(row.license));
  let change: ChangeSetView = {
    id: view.id,
    capability: view.capability,
    steps: rows.map((row) => ({
      license: row.license,
      product: row.product ?? { code: "", name: "" },
      person: row.recipient ?? row.holder,
      state: { kind: "planned" },
      holder: row.holder,
    })),
    finished: false,
  };
  const show = (index: number, step: Partial<StepView>) => {
    const steps = change.steps.map((one, at) => (at === index ? { ...one, ...step } : one));
    change = { ...change, steps };
    tell(change);
  };
  for (const [index, row] of rows.entries()) {
    show(index, { state: { kind: "sending" } });
    await wait();
    const license = organization.licenses.find((one) => one.id === row.license);
    const email = request.kind === "assign" ? request.email : (row.holder?.email ?? "");
    const state = outcomeOfEmail(email);
    if (isUncertain(state)) {
      show(index, { state: { kind: "checking" } });
      await wait();
    }
    if (license && state.kind === "applied") carryOut(license, request, now);
    show(index, { state, holder: state.kind === "unknown" ? null : (license?.holder ?? null) });
  }
  change = { ...change, finished: true };
  tell(change);
  return change;
}

function isUncertain(state: StepStateView): boolean {
  return (
    state.kind === "unknown" || state.kind === "notApplied" || (state.kind === "applied" && state.readBack)
  );
}

function carryOut(license: MockLicense, request: ChangeRequest, now: Date) {
  license.history.unshift({ at: now.toISOString(), event: eventOf(license, request), byApp: true });
  license.holder = holderAfter(request, license);
  if (request.kind === "transfer") {
    license.team = teams.find((team) => team.id === request.team) ?? license.team;
    return;
  }
  license.lastSeen = null;
  license.hasOfflineCode = request.kind === "assign" && request.includeOfflineCode;
  license.assignedOn = request.kind === "assign" ? dayFrom(now, 0) : null;
  license.firstName = request.kind === "assign" ? request.firstName : "";
  license.lastName = request.kind === "assign" ? request.lastName : "";
}

function eventOf(license: MockLicense, request: ChangeRequest): HistoryEvent {
  switch (request.kind) {
    case "assign":
      return { kind: "assigned", to: request.email };
    case "revoke":
      return { kind: "revoked", from: license.holder?.name || license.holder?.email || "" };
    case "transfer": {
      const to = teams.find((team) => team.id === request.team)?.name ?? "";
      return { kind: "transferred", from: license.team.name, to };
    }
  }
}
