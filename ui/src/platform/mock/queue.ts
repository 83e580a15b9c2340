import type { HolderView, QueuedView, QueueView } from "../bindings";
import { problem } from "../platform";
import { dayFrom } from "./days";
import { type MockLicense, type MockOrganization, rowOf } from "./model";
import type { MockPlan } from "./plan";
import { obstacleTo, type Planner } from "./wishes";

/** A revocation that waits for its day. */
export interface MockQueued {
  license: string;
  holder: HolderView | null;
  queuedAt: string;
  /** The day on which it is to be revoked. */
  due: string;
}

/** All that is queued, the first due first. */
export function queueView({ organization, now, byItself }: Queueing): QueueView {
  const entries = organization.queue
    .flatMap((entry) => viewOf(organization, entry, now))
    .toSorted((left, right) => left.dueOn.localeCompare(right.dueOn));
  return { entries, due: entries.filter(({ isDue }) => isDue).length, byItself };
}

interface Queueing {
  organization: MockOrganization;
  now: Date;
  byItself: boolean;
}

function viewOf(organization: MockOrganization, entry: MockQueued, now: Date): QueuedView[] {
  const license = licenseOf(organization, entry.license);
  if (!license) return [];
  const obstacle = obstacleTo(organization, "revoke", license, now, null);
  return [
    {
      license: license.id,
      product: license.product,
      team: license.team,
      holder: entry.holder,
      queuedAt: entry.queuedAt,
      dueAt: `${entry.due}T00:00:00Z`,
      dueOn: entry.due,
      isDue: entry.due <= dayFrom(now, 0),
      obstacle: obstacle?.kind === "recentlyAssigned" ? null : obstacle,
      holderChanged: isOther(license, entry),
      step: null,
    },
  ];
}

function isOther({ holder }: MockLicense, entry: MockQueued): boolean {
  return holder !== null && holder.email !== entry.holder?.email;
}

function licenseOf({ licenses }: MockOrganization, id: string): MockLicense | undefined {
  return licenses.find((license) => license.id === id);
}

/** Queues what a plan can't revoke yet, and says how many that are. */
export function queuePlan(organization: MockOrganization, { rows }: MockPlan, now: Date): number {
  const entries = rows.flatMap(({ view: { license, obstacle, holder, takenOut } }): MockQueued[] =>
    license && obstacle?.kind === "recentlyAssigned" && !takenOut
      ? [{ license, holder, queuedAt: now.toISOString(), due: obstacle.from }]
      : [],
  );
  const ids = new Set(entries.map(({ license }) => license));
  organization.queue = [...organization.queue.filter(({ license }) => !ids.has(license)), ...entries];
  return entries.length;
}

/** Moves entries to a later day, or back to the first possible one. */
export function postpone(
  organization: MockOrganization,
  licenses: readonly string[],
  day: string | null,
  now: Date,
): void {
  const today = dayFrom(now, 0);
  const first = (id: string) => {
    const license = licenseOf(organization, id);
    return (license && rowOf(license, now).lockedUntil) ?? today;
  };
  if (day !== null && licenses.some((id) => day < first(id))) throw problem("dayInvalid");
  organization.queue = organization.queue.map((entry) =>
    licenses.includes(entry.license) ? { ...entry, due: day ?? first(entry.license) } : entry,
  );
}

/** Takes entries out. */
export function removeQueued(organization: MockOrganization, licenses: readonly string[]): void {
  organization.queue = organization.queue.filter(({ license }) => !licenses.includes(license));
}

/** Plans what is due. */
export function planDue(planner: Planner): void {
  const { organization, now } = planner;
  for (const entry of organization.queue.filter(({ due }) => due <= dayFrom(now, 0))) {
    const license = licenseOf(organization, entry.license);
    const isGone = license !== undefined && isOther(license, entry);
    planner.wish(
      { capability: "revoke", license: entry.license },
      undefined,
      isGone ? { kind: "changedSince" } : undefined,
    );
  }
}

/** Some of an organization's licenses, waiting; the first of them are due. */
export function startingQueue(licenses: readonly MockLicense[], count: number, now: Date): MockQueued[] {
  const held = licenses.filter(({ holder }) => holder?.kind === "person");
  const isLocked = (license: MockLicense) => rowOf(license, now).lockedUntil !== null;
  const due = held.filter((license) => !isLocked(license)).slice(0, Math.ceil(count / 3));
  const later = held.filter(isLocked).slice(0, count - due.length);
  const queuedAt = new Date(now.getTime() - 5 * 86_400_000).toISOString();
  return [...due, ...later].map((license, index) => ({
    license: license.id,
    holder: license.holder,
    queuedAt,
    due: rowOf(license, now).lockedUntil ?? dayFrom(now, -index),
  }));
}
