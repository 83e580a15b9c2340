import type { HistoryEvent, Problem, RunPhase, RunView, StepStateView } from "../bindings";
import { countsOfSteps, type MockChangeSet, type MockStep } from "./changeSets";
import { dayFrom } from "./days";
import { personHolder } from "./generate";
import type { MockLicense, MockOrganization } from "./model";
import { interruptionOfEmail, outcomeOfEmail } from "./special";
import { teamOf, type Wish } from "./wishes";

/** What a run needs from around it. */
export interface Surroundings {
  organization: MockOrganization;
  now: () => Date;
  /** The time that a call takes. */
  wait: () => Promise<void>;
  /** About how long that is: milliseconds. */
  latency: number;
  /** Hears of everything that changes. */
  tell: (run: RunView) => void;
  ended: () => void;
}

/** However many steps there are, they are through after about so many calls. */
const ROUNDS = 60;

/** A change set that is carried out, a few steps at a time. */
export class MockRun {
  readonly #change: MockChangeSet;
  readonly #around: Surroundings;
  readonly #interrupted = new Set<MockStep>();
  readonly #atOnce: number;
  #phase: RunPhase = "running";
  #problem: Problem | null = null;
  #waitingSeconds: number | null = null;
  #goOn = () => {};

  constructor(change: MockChangeSet, around: Surroundings) {
    this.#change = change;
    this.#around = around;
    this.#atOnce = Math.ceil(change.steps.length / ROUNDS);
  }

  get id(): string {
    return this.#change.id;
  }

  view(): RunView {
    const counts = countsOfSteps(this.#change.steps);
    const rounds = Math.ceil((counts.planned + counts.underWay) / this.#atOnce);
    return {
      id: this.id,
      source: this.#change.source,
      phase: this.#phase,
      counts,
      secondsLeft: this.#phase === "running" ? Math.ceil((rounds * this.#around.latency) / 1000) : null,
      waitingSeconds: this.#waitingSeconds,
      problem: this.#problem,
    };
  }

  pause(problem: Problem | null = null): void {
    if (this.#phase !== "running") return;
    this.#phase = "paused";
    this.#problem = problem;
    this.#tell();
  }

  resume(): void {
    if (this.#phase !== "paused") return;
    this.#phase = "running";
    this.#problem = null;
    this.#tell();
    this.#goOn();
  }

  cancel(): void {
    if (this.#phase === "finished") return;
    this.#phase = "stopping";
    this.#tell();
    this.#goOn();
  }

  /** Carries out what is planned, until nothing is or somebody says so. */
  async carryOut(): Promise<void> {
    for (let steps = this.#next(); steps.length > 0; steps = this.#next()) {
      for (const step of steps) this.#settle(step, { kind: "sending" });
      this.#tell();
      await this.#around.wait();
      for (const step of steps) await this.#outcome(step);
      this.#tell();
      if (this.#phase === "paused") await new Promise<void>((done) => (this.#goOn = done));
      if (this.#phase === "stopping") break;
    }
    const rest = this.#problem ? "stopped" : "canceled";
    for (const step of this.#planned()) this.#settle(step, { kind: rest });
    this.#phase = "finished";
    this.#tell();
    this.#around.ended();
  }

  #planned(): MockStep[] {
    return this.#change.steps.filter(({ view }) => view.state.kind === "planned");
  }

  #next(): MockStep[] {
    return this.#planned().slice(0, this.#atOnce);
  }

  #tell(): void {
    this.#around.tell(this.view());
  }

  #settle(step: MockStep, state: StepStateView, holder = step.view.holder): void {
    step.view = { ...step.view, state, holder, at: this.#around.now().toISOString() };
  }

  async #outcome(step: MockStep): Promise<void> {
    const email = step.view.person?.email ?? "";
    if (await this.#isInterrupted(step, email)) return;
    const state = outcomeOfEmail(email);
    if (isUncertain(state)) {
      this.#settle(step, { kind: "checking" });
      this.#tell();
      await this.#around.wait();
    }
    const license = this.#around.organization.licenses.find(({ id }) => id === step.wish.license);
    if (license && state.kind === "applied") carryOut(license, step.wish, this.#around.now());
    this.#settle(step, state, state.kind === "unknown" ? null : (license?.holder ?? null));
  }

  /** Whether something happened instead of an answer about this step. Happens once for each. */
  async #isInterrupted(step: MockStep, email: string): Promise<boolean> {
    const interruption = this.#interrupted.has(step) ? null : interruptionOfEmail(email);
    if (!interruption) return false;
    this.#interrupted.add(step);
    switch (interruption.kind) {
      case "stop":
        this.#settle(step, { kind: "rejected", problem: interruption.problem });
        this.#problem = interruption.problem;
        this.#around.organization.offline = interruption.problem;
        this.#phase = "stopping";
        return true;
      case "pause":
        this.#settle(step, { kind: "planned" });
        this.pause(interruption.problem);
        return true;
      case "wait":
        for (const seconds of [20, 10, null]) {
          this.#waitingSeconds = seconds;
          this.#tell();
          await this.#around.wait();
        }
        return false;
    }
  }
}

function isUncertain(state: StepStateView): boolean {
  return (
    state.kind === "unknown" || state.kind === "notApplied" || (state.kind === "applied" && state.readBack)
  );
}

/** Makes a license what it is after a step. */
export function carryOut(license: MockLicense, wish: Wish, now: Date): void {
  license.history.unshift({ at: now.toISOString(), event: eventOf(license, wish), byApp: true });
  if (wish.capability === "transfer") {
    license.team = teamOf(wish.team) ?? license.team;
    return;
  }
  const person = wish.capability === "assign" ? wish.person : null;
  license.holder = person && personHolder(person);
  license.lastSeen = null;
  license.hasOfflineCode = wish.capability === "assign" && wish.includeOfflineCode;
  license.assignedOn = person ? dayFrom(now, 0) : null;
  license.firstName = person?.firstName ?? "";
  license.lastName = person?.lastName ?? "";
}

function eventOf(license: MockLicense, wish: Wish): HistoryEvent {
  switch (wish.capability) {
    case "assign":
      return { kind: "assigned", to: wish.person.email };
    case "revoke":
      return { kind: "revoked", from: license.holder?.name || license.holder?.email || "" };
    case "transfer":
      return { kind: "transferred", from: license.team.name, to: teamOf(wish.team)?.name ?? "" };
  }
}
