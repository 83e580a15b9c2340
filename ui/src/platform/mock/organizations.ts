import type { OddityCount, SyncProgress } from "../bindings";
import { problem } from "../platform";
import { cutOff, earlierChanges } from "./earlier";
import { generateLicenses } from "./generate";
import { accessOf, type MockLicense, type MockOrganization } from "./model";
import type { MockOptions, Syncing } from "./options";
import { startingQueue } from "./queue";

const ALL = 238;

/** An organization in good health. */
export function organization(
  view: MockOrganization["view"],
  options: { licenses?: number; now: Date; seed?: number },
): MockOrganization {
  return {
    view,
    access: accessOf("organizationAdmin"),
    licenses: generateLicenses(options.licenses ?? ALL, options.now, options.seed),
    unread: null,
    tokenPlace: view.isDemo ? "thisRun" : "keychain",
    offline: null,
    isChecking: false,
    sync: {
      lastSyncedAt: new Date(options.now.getTime() - 3 * 60_000).toISOString(),
      running: null,
      problem: null,
      oddLicenses: 0,
      oddities: [],
    },
    readOnly: false,
    views: { last: null, current: null, saved: [] },
    changeSets: [],
    run: null,
    queue: [],
  };
}

/** The organizations at the start; the first is open. */
export function startingOrganizations(options: MockOptions, now: Date): MockOrganization[] {
  if (options.start !== "connected") return [];
  const licenses = options.licenses ?? ALL;
  const nordlicht = organization(
    { id: "nordlicht", name: "Nordlicht GmbH", customerCode: "6703615", isDemo: false },
    { now, licenses },
  );
  const other = organization(
    { id: "harbor", name: "Harbor Games · Web", customerCode: "5512094", isDemo: false },
    { now, licenses: 34, seed: 21 },
  );
  const open = { ...nordlicht, ...conditions(options, nordlicht, now) };
  open.queue = startingQueue(open.licenses, options.queued ?? 0, now);
  open.changeSets = earlierChanges(open, options.changes ?? 0, now);
  if (options.recovery) open.changeSets.unshift(cutOff(open, now));
  return [open, { ...other, access: accessOf("teamAdmin") }];
}

/** What the options say of the organization that is open. */
function conditions(options: MockOptions, healthy: MockOrganization, now: Date): Partial<MockOrganization> {
  const { offline, syncing, syncProblem, oddLicenses = 0 } = options;
  const hasNoToken = offline === "tokenMissing";
  const age = offline ? 52 * 60_000 : 3 * 60_000;
  const isUnread = syncing === "first" || syncing === "stopped";
  const licenses = withOddNames(healthy.licenses, oddLicenses);
  return {
    access: accessOf(options.access ?? "organizationAdmin"),
    licenses: isUnread ? [] : licenses,
    unread: isUnread ? licenses : null,
    offline: offline ? problem(offline, detailFor(offline)) : null,
    tokenPlace: hasNoToken ? "nowhere" : options.thisRun ? "thisRun" : "keychain",
    readOnly: options.readOnly ?? false,
    sync: {
      lastSyncedAt: isUnread ? null : new Date(now.getTime() - age).toISOString(),
      running: syncing && syncing !== "stopped" ? progressOf(syncing, licenses.length) : null,
      problem: syncProblem ? problem(syncProblem, detailFor(syncProblem)) : null,
      oddLicenses,
      oddities: odditiesOf(oddLicenses),
    },
  };
}

function progressOf(syncing: Syncing, total: number): SyncProgress {
  const isWaiting = syncing === "waiting";
  return {
    read: Math.floor(total / 2),
    total,
    waitingSeconds: isWaiting ? 20 : null,
    secondsLeft: isWaiting ? null : syncing === "first" ? 43 : 95,
    restarts: syncing === "restarted" ? 1 : 0,
  };
}

/** The vendor leaves names out: of a product, of a team, and now and then all that there is of a product. */
function withOddNames(licenses: readonly MockLicense[], count: number): MockLicense[] {
  const changes: Partial<MockLicense>[] = [
    { product: { code: "QX", name: "" } },
    { team: { id: 117, name: "" } },
    { product: { code: "", name: "" } },
  ];
  return licenses.map((license, index) =>
    index < count - 1 ? { ...license, ...changes[index % changes.length] } : license,
  );
}

/** Most of what is odd has no name; one license is listed twice. */
function odditiesOf(count: number): OddityCount[] {
  const twice = Math.min(1, count);
  const oddities: OddityCount[] = [
    { kind: "withoutName", count: count - twice },
    { kind: "listedTwice", count: twice },
  ];
  return oddities.filter((oddity) => oddity.count > 0);
}

function detailFor(code: string) {
  if (code === "tokenRejected") {
    return { status: 401, vendorCode: "INVALID_TOKEN", text: "The token provided is invalid" };
  }
  return code === "rateLimited" ? { status: 429, waitSeconds: 90 } : {};
}
