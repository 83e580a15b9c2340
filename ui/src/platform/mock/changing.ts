import type { ChangeRequest, ChangeSetView, Mapping, PlanView, RecoveryView } from "../bindings";
import type { createEmitter } from "../emitter";
import { type Platform, problem } from "../platform";
import {
  changeSetOf,
  changeWindow,
  type MockChangeSet,
  recordOf,
  stepWindow,
  viewOfChange,
} from "./changeSets";
import { recoveryOf } from "./earlier";
import { checkList } from "./listLines";
import type { MockList } from "./listPlan";
import { readFile, readText } from "./lists";
import type { MockOrganization } from "./model";
import { changesOf, type MockPlan, planFor, takeOut, viewOfPlan } from "./plan";
import { planWindow } from "./planRows";
import { postpone, queuePlan, queueView, removeQueued } from "./queue";
import { carryOut, MockRun } from "./runs";

/** What is around changes. */
interface Around {
  called: <T>(name: string, answer: () => T | Promise<T>) => Promise<T>;
  current: () => MockOrganization;
  now: () => Date;
  wait: () => Promise<void>;
  latency: number;
  emit: ReturnType<typeof createEmitter>["emit"];
  byItself: () => boolean;
}

/** Plans, runs, change sets, the queue and lists. */
export class MockChanging {
  readonly #around: Around;
  readonly #plans = new Map<string, MockPlan>();
  readonly #lists = new Map<string, MockList>();
  /** Mappings that were used, by the headings. */
  readonly #mappings = new Map<string, Mapping>();
  #recovery: RecoveryView | null;
  #made = 0;

  constructor(around: Around, recovery: RecoveryView | null) {
    this.#around = around;
    this.#recovery = recovery;
  }

  /** Another organization is open, or its licenses are others. */
  forgetPlans(): void {
    this.#plans.clear();
  }

  commands() {
    return {
      ...this.#planCommands(),
      ...this.#runCommands(),
      ...this.#journalCommands(),
      ...this.#queueCommands(),
      ...this.#listCommands(),
    };
  }

  #planCommands() {
    const { called } = this.#around;
    return {
      planChange: (request) => called("planChange", () => this.#plan(request)),
      planRows: (id, query, offset, limit) =>
        called("planRows", () => planWindow(this.#planOf(id), query, offset, limit)),
      takeOut: (id, rows, out) =>
        called("takeOut", () => {
          const plan = this.#planOf(id);
          takeOut(plan, rows, out);
          return viewOfPlan(plan);
        }),
      applyPlan: (id) => called("applyPlan", () => this.#apply(id)),
    } satisfies Partial<Platform>;
  }

  #runCommands() {
    const { called } = this.#around;
    const run = (name: string, id: string, act: (run: MockRun) => void) =>
      called(name, () => {
        const found = this.#runOf(id);
        act(found);
        return found.view();
      });
    return {
      pauseRun: (id) => run("pauseRun", id, (one) => one.pause()),
      resumeRun: (id) => run("resumeRun", id, (one) => one.resume()),
      cancelRun: (id) => run("cancelRun", id, (one) => one.cancel()),
      dismissRun: (id) =>
        called("dismissRun", () => {
          const current = this.#around.current();
          if (current.run?.id === id && !this.#isRunning()) current.run = null;
          this.#around.emit.sessionChanged();
          return null;
        }),
      continueChange: (id) => called("continueChange", () => this.#continue(this.#record(id)).view()),
      leaveChange: (id) => called("leaveChange", () => this.#leave(this.#record(id))),
      checkChange: (id) => called("checkChange", () => this.#check(this.#record(id))),
      recovery: () => called("recovery", () => this.#recovery),
      dismissRecovery: () =>
        called("dismissRecovery", () => {
          this.#recovery = null;
          return null;
        }),
      stayOpen: () => called("stayOpen", () => null),
      closeWindow: () => called("closeWindow", () => undefined),
    } satisfies Partial<Platform>;
  }

  #journalCommands() {
    const { called, current } = this.#around;
    const run = () => current().run?.view() ?? null;
    return {
      changeSets: (offset, limit) =>
        called("changeSets", () => changeWindow(current().changeSets, run(), [offset, limit])),
      changeSet: (id) => called("changeSet", () => viewOfChange(this.#record(id), run())),
      changeSteps: (id, only, offset, limit) =>
        called("changeSteps", () => stepWindow(this.#record(id), only, [offset, limit])),
      exportChange: (id, format) =>
        called("exportChange", () => {
          this.#record(id);
          return `/home/ada/Seatkeeper changes.${format}`;
        }),
    } satisfies Partial<Platform>;
  }

  #queueCommands() {
    const { called, current, now } = this.#around;
    const changed = <T>(answer: T): T => {
      this.#around.emit.sessionChanged();
      return answer;
    };
    return {
      queue: () => called("queue", () => this.#queue()),
      queuePlan: (id) => called("queuePlan", () => changed(queuePlan(current(), this.#planOf(id), now()))),
      postponeQueued: (licenses, day) =>
        called("postponeQueued", () => {
          postpone(current(), licenses, day, now());
          return changed(this.#queue());
        }),
      removeQueued: (licenses) =>
        called("removeQueued", () => {
          removeQueued(current(), licenses);
          return changed(this.#queue());
        }),
    } satisfies Partial<Platform>;
  }

  #listCommands() {
    const { called, now } = this.#around;
    return {
      readList: (name, content, sheet) =>
        called("readList", () => this.#keepList(readFile(this.#nextId("list"), name, content, sheet, now()))),
      readPastedList: (text) =>
        called("readPastedList", () => this.#keepList(readText(this.#nextId("list"), text))),
      checkList: (id, mapping, want) => called("checkList", () => checkList(this.#listOf(id), mapping, want)),
      forgetList: (id) =>
        called("forgetList", () => {
          this.#lists.delete(id);
          return null;
        }),
      saveTemplate: (want, format) => called("saveTemplate", () => `/home/ada/${want}.${format}`),
    } satisfies Partial<Platform>;
  }

  #nextId(kind: string): string {
    this.#made += 1;
    return `${kind}-${this.#made}`;
  }

  #queue() {
    const organization = this.#around.current();
    return queueView({ organization, now: this.#around.now(), byItself: this.#around.byItself() });
  }

  #keepList(list: MockList) {
    const remembered = this.#mappings.get(JSON.stringify(list.view.preview.headings));
    if (remembered && list.view.preview.headings) {
      list.view = { ...list.view, mapping: remembered, isRemembered: true };
    }
    this.#lists.set(list.view.id, list);
    return list.view;
  }

  #listOf(id: string): MockList {
    const list = this.#lists.get(id);
    if (!list) throw problem("listGone");
    return list;
  }

  #planOf(id: string): MockPlan {
    const plan = this.#plans.get(id);
    if (!plan) throw problem("planGone");
    return plan;
  }

  #record(id: string): MockChangeSet {
    return recordOf(this.#around.current(), id);
  }

  #plan(request: ChangeRequest): PlanView {
    const plan = planFor(this.#around.current(), request, {
      id: this.#nextId("plan"),
      now: this.#around.now(),
      listOf: (list) => this.#listOf(list),
    });
    if (request.kind === "list") {
      const { headings } = this.#listOf(request.list).view.preview;
      this.#mappings.set(JSON.stringify(headings), request.mapping);
    }
    this.#plans.set(plan.id, plan);
    return viewOfPlan(plan);
  }

  #apply(id: string) {
    const plan = this.#planOf(id);
    if (this.#isRunning()) throw problem("busy");
    const current = this.#around.current();
    const change = changeSetOf(current, { ...plan, rows: changesOf(plan) }, this.#around.now());
    this.#plans.delete(id);
    current.changeSets = [change, ...current.changeSets];
    if (change.source.kind === "queue") {
      removeQueued(
        current,
        change.steps.map(({ wish }) => wish.license),
      );
    }
    return this.#start(change).view();
  }

  #continue(change: MockChangeSet): MockRun {
    const run = this.#start(change);
    change.continued = [...change.continued, { at: this.#around.now().toISOString(), actor: change.actor }];
    return run;
  }

  /** Begins a run, which goes on by itself. */
  #start(change: MockChangeSet): MockRun {
    if (this.#isRunning()) throw problem("busy");
    const { now, wait, latency, emit, current } = this.#around;
    const organization = current();
    const run = new MockRun(change, {
      organization,
      now,
      wait,
      latency,
      tell: emit.changeProgressed,
      ended: () => {
        emit.sessionChanged();
        emit.licensesChanged();
      },
    });
    organization.run = run;
    this.#forgetRecovery(change.id);
    emit.sessionChanged();
    void run.carryOut();
    return run;
  }

  #isRunning(): boolean {
    const run = this.#around.current().run?.view();
    return run !== undefined && run.phase !== "finished";
  }

  #runOf(id: string): MockRun {
    const { run } = this.#around.current();
    if (run?.id !== id || !this.#isRunning()) throw problem("changeSetSettled");
    return run;
  }

  #leave(change: MockChangeSet): ChangeSetView {
    for (const step of change.steps.filter(({ view }) => view.state.kind === "planned")) {
      step.view = { ...step.view, state: { kind: "canceled" } };
    }
    this.#forgetRecovery(change.id);
    this.#around.emit.sessionChanged();
    return viewOfChange(change, null);
  }

  /** What was unknown turns out to have happened, except where the e-mail says that nobody will ever know. */
  #check(change: MockChangeSet): ChangeSetView {
    const { current, now, emit } = this.#around;
    for (const step of change.steps.filter(({ view }) => view.state.kind === "unknown")) {
      if (step.view.person?.email.startsWith("unknown@")) continue;
      const license = current().licenses.find(({ id }) => id === step.wish.license);
      if (license) carryOut(license, step.wish, now());
      step.view = {
        ...step.view,
        state: { kind: "applied", readBack: true },
        holder: license?.holder ?? null,
      };
    }
    this.#recovery &&= recoveryOf(current());
    emit.sessionChanged();
    emit.licensesChanged();
    return viewOfChange(change, current().run?.view() ?? null);
  }

  #forgetRecovery(id: string): void {
    const changeSets = this.#recovery?.changeSets.filter((one) => one.id !== id) ?? [];
    this.#recovery = changeSets.length > 0 ? { changeSets } : null;
  }
}
