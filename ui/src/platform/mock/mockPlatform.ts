import type {
  Capability,
  ConnectedView,
  KeepToken,
  LicenseDetails,
  Preferences,
  SessionView,
  TokenInput,
} from "../bindings";
import { createEmitter } from "../emitter";
import { type Platform, problem } from "../platform";
import { MockChanging } from "./changing";
import { recoveryOf } from "./earlier";
import { accessOf, type MockLicense, type MockOrganization, rowOf, teams } from "./model";
import type { MockOptions } from "./options";
import { organization, startingOrganizations } from "./organizations";
import { queueView } from "./queue";
import { freeSeatsOf, idsInOrder, suggestions, windowOf } from "./query";
import { failureOfCustomerCode, failureOfKeychain, kindOfToken, rejectedToken } from "./special";
import { deleteView, rememberView, saveView, viewsOf } from "./views";
import { obstacleTo } from "./wishes";

/** The stand-in, with a look at what was asked of it. */
export interface MockPlatform extends Platform {
  /** The names of the commands that were called, in their order. */
  readonly calls: readonly string[];
  /** The person wants to close the window. */
  askToClose: () => void;
}

/**
 * An application without an application: it keeps its state, follows the same rules as far as the page can
 * see, and fails for special inputs. For tests and for development in a browser.
 */
export function createMockPlatform(options: MockOptions = {}): MockPlatform {
  return new Mock(options).platform();
}

class Mock {
  readonly #options: MockOptions;
  readonly #calls: string[] = [];
  readonly #emitter = createEmitter();
  readonly #changing: MockChanging;
  #organizations: MockOrganization[];
  #preferences: Preferences;
  #pasted: string | null = null;
  #clipboard: string;
  #isSyncCanceled = false;

  constructor(options: MockOptions) {
    this.#options = options;
    this.#organizations = startingOrganizations(options, this.#now());
    const { theme = "system", revokeByItself = false } = options;
    this.#preferences = { theme, refreshMinutes: 15, revokeByItself };
    this.#clipboard = options.clipboard ?? "";
    const [first] = this.#organizations;
    this.#changing = new MockChanging(
      {
        called: (name, answer) => this.#called(name, answer),
        current: () => this.#current(),
        now: () => this.#now(),
        wait: this.#wait,
        latency: this.#latency(),
        emit: this.#emitter.emit,
        byItself: () => this.#preferences.revokeByItself,
      },
      first ? recoveryOf(first) : null,
    );
  }

  platform(): MockPlatform {
    return {
      calls: this.#calls,
      ...this.#emitter.subscriptions,
      ...this.#sessionCommands(),
      ...this.#licenseCommands(),
      ...this.#changing.commands(),
      askToClose: () => this.#emitter.emit.closeAsked(),
    };
  }

  #now(): Date {
    return this.#options.now ?? new Date();
  }

  readonly #latency = () => this.#options.latency ?? 0;

  readonly #wait = () => new Promise<void>((done) => setTimeout(done, this.#latency()));

  /** Every command: noted, takes its time, fails if the options say so. */
  async #called<T>(name: string, answer: () => T | Promise<T>): Promise<T> {
    this.#calls.push(name);
    await this.#wait();
    const code = this.#options.failing?.[name];
    if (code) throw problem(code);
    return answer();
  }

  #current(): MockOrganization {
    const [first] = this.#organizations;
    if (!first) throw problem("noOrganization");
    return first;
  }

  #sessionCommands() {
    return {
      // Everything is there at once.
      glance: () => this.#called("glance", () => null),
      session: () => this.#called("session", () => this.#session()),
      pasteToken: () => this.#called("pasteToken", () => this.#paste()),
      forgetPastedToken: () =>
        this.#called("forgetPastedToken", () => {
          this.#pasted = null;
        }),
      connect: (customerCode: string, token: TokenInput, keep: KeepToken) =>
        this.#called("connect", () => this.#connect(customerCode, token, keep)),
      connectDemo: () => this.#called("connectDemo", () => this.#connectDemo()),
      openOrganization: (id: string) => this.#called("openOrganization", () => this.#open(id)),
      removeOrganization: (id: string) => this.#called("removeOrganization", () => this.#remove(id)),
      sync: () => this.#called("sync", () => this.#sync()),
      cancelSync: () => this.#called("cancelSync", () => this.#cancelSync()),
      setPreferences: (preferences: Preferences) =>
        this.#called("setPreferences", () => {
          this.#preferences = preferences;
          return null;
        }),
      openLink: () => this.#called("openLink", () => null),
    } satisfies Partial<Platform>;
  }

  #licenseCommands() {
    return {
      queryLicenses: (query, offset, limit) =>
        this.#called("queryLicenses", () =>
          windowOf(this.#current().licenses, query, [offset, limit], this.#now()),
        ),
      licenseIds: (query, offset, limit) =>
        this.#called("licenseIds", () =>
          idsInOrder(this.#current().licenses, query, this.#now()).slice(offset, offset + limit),
        ),
      tableViews: () => this.#called("tableViews", () => viewsOf(this.#current())),
      rememberView: (view, current) =>
        this.#called("rememberView", () => rememberView(this.#current(), view, current)),
      saveView: (id, name, view) => this.#called("saveView", () => saveView(this.#current(), id, name, view)),
      deleteView: (id) => this.#called("deleteView", () => deleteView(this.#current(), id)),
      licenseDetails: (id) => this.#called("licenseDetails", () => this.#details(id)),
      peopleSuggestions: (text) =>
        this.#called("peopleSuggestions", () => suggestions(this.#current().licenses, text)),
      freeSeats: () => this.#called("freeSeats", () => freeSeatsOf(this.#current().licenses, this.#now())),
    } satisfies Partial<Platform>;
  }

  #session(): SessionView {
    const [current] = this.#organizations;
    const { startProblem } = this.#options;
    return {
      organizations: this.#organizations.map(({ view }) => view),
      current: current
        ? {
            organization: current.view,
            access: current.access,
            connection: connectionOf(current),
            tokenPlace: current.tokenPlace,
            sync: current.sync,
            licenseCount: current.licenses.length,
            teams: current.access.team ? [current.access.team] : [...teams],
            run: current.run?.view() ?? null,
            queued: current.queue.length,
            due: queueView({ organization: current, now: this.#now(), byItself: false }).due,
            readOnly: current.readOnly,
          }
        : null,
      preferences: this.#preferences,
      problem: startProblem ? problem(startProblem) : null,
      version: "0.1.0",
    };
  }

  #paste() {
    const token = this.#clipboard.trim();
    if (!token || /\s/.test(token)) throw problem("clipboardEmpty");
    this.#pasted = token;
    this.#clipboard = "";
    return { length: token.length };
  }

  #connect(customerCode: string, input: TokenInput, keep: KeepToken): ConnectedView {
    const code = customerCode.replaceAll(/[\s#]/g, "");
    if (!/^\d+$/.test(code)) throw problem("customerCodeInvalid");
    const token = (input.kind === "typed" ? input.token : (this.#pasted ?? "")).trim();
    if (!token) throw problem("tokenEmpty");
    const failure = failureOfCustomerCode(code) ?? (token === "wrong" ? rejectedToken() : null);
    if (failure) throw failure;
    const keychainFailure = keep === "keychain" ? failureOfKeychain(code) : null;
    if (keychainFailure) throw keychainFailure;
    this.#pasted = null;
    return this.#connected(code, accessOf(kindOfToken(token)), keep);
  }

  #connected(code: string, access: ConnectedView["access"], keep: KeepToken): ConnectedView {
    const known = this.#organizations.find(({ view }) => view.customerCode === code);
    const view = known?.view ?? {
      id: `org-${code}`,
      name: "Northwind Inc.",
      customerCode: code,
      isDemo: false,
    };
    const opened: MockOrganization = {
      ...(known ?? organization(view, { now: this.#now(), seed: 5 })),
      access,
      offline: null,
      tokenPlace: keep === "keychain" ? "keychain" : "thisRun",
    };
    this.#putFirst(opened);
    const { tokenPlace } = opened;
    return {
      organization: view,
      access,
      tokenPlace,
      keychain: keep === "keychain" ? "secretService" : "memory",
    };
  }

  #connectDemo(): ConnectedView {
    const view = { id: "demo", name: "Northwind", customerCode: "1000001", isDemo: true };
    const demo =
      this.#organizations.find((one) => one.view.isDemo) ?? organization(view, { now: this.#now() });
    this.#putFirst(demo);
    return { organization: view, access: demo.access, tokenPlace: "thisRun", keychain: "memory" };
  }

  #open(id: string): null {
    const found = this.#organizations.find(({ view }) => view.id === id);
    if (!found) throw problem("organizationUnknown");
    this.#putFirst(found);
    return null;
  }

  #remove(id: string): null {
    if (!this.#organizations.some(({ view }) => view.id === id)) throw problem("organizationUnknown");
    this.#organizations = this.#organizations.filter(({ view }) => view.id !== id);
    this.#changed();
    return null;
  }

  #putFirst(opened: MockOrganization) {
    this.#organizations = [opened, ...this.#organizations.filter(({ view }) => view.id !== opened.view.id)];
    this.#changed();
  }

  #changed() {
    this.#changing.forgetPlans();
    this.#emitter.emit.sessionChanged();
    this.#emitter.emit.licensesChanged();
  }

  async #sync(): Promise<null> {
    const current = this.#current();
    const total = (current.unread ?? current.licenses).length;
    this.#isSyncCanceled = false;
    for (const part of [0, 0.25, 0.5, 0.75, 1]) {
      const read = Math.round(total * part);
      const secondsLeft = part === 0 ? null : Math.ceil(((total - read) * this.#latency()) / 1000 / total);
      current.sync = {
        ...current.sync,
        running: { read, total, waitingSeconds: null, secondsLeft, restarts: 0 },
      };
      if (part === 0) this.#emitter.emit.sessionChanged();
      else if (current.sync.running) this.#emitter.emit.syncProgressed(current.sync.running);
      await this.#wait();
      if (this.#isSyncCanceled) break;
    }
    current.sync = { ...current.sync, running: null };
    if (this.#isSyncCanceled) {
      this.#emitter.emit.sessionChanged();
      return null;
    }
    if (current.offline) {
      this.#emitter.emit.sessionChanged();
      throw current.offline;
    }
    current.licenses = current.unread ?? current.licenses;
    current.unread = null;
    current.sync = { ...current.sync, lastSyncedAt: this.#now().toISOString(), problem: null };
    this.#changed();
    return null;
  }

  #cancelSync() {
    this.#isSyncCanceled = true;
    const current = this.#current();
    // One that the options started does not end by itself.
    if (!current.sync.running) return null;
    current.sync = { ...current.sync, running: null };
    this.#emitter.emit.sessionChanged();
    return null;
  }

  #details(id: string): LicenseDetails {
    const current = this.#current();
    const license = current.licenses.find((one) => one.id === id);
    if (!license) throw problem("licenseNotFound");
    const seats = current.licenses.filter(({ pack }) => pack === license.pack).length;
    const capabilities: Capability[] = ["assign", "revoke", "transfer"];
    return {
      row: rowOf(license, this.#now()),
      pack: license.pack ? { reference: license.pack, seats } : null,
      payment: license.validUntil ? "subscription" : "perpetual",
      upgradesUntil: license.upgradesUntil,
      hasFallback: license.hasFallback,
      isOutdated: license.isOutdated,
      actions: capabilities.map((capability) => ({
        capability,
        obstacle: obstacleTo(current, capability, license, this.#now(), null),
      })),
      history: historyOf(license),
    };
  }
}

function connectionOf({ offline, isChecking }: MockOrganization) {
  if (isChecking) return { kind: "checking" } as const;
  return offline ? ({ kind: "offline", problem: offline } as const) : ({ kind: "online" } as const);
}

function historyOf(license: MockLicense) {
  return license.history.map((entry) => ({ ...entry }));
}
