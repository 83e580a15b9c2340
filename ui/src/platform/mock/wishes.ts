import type {
  Capability,
  ObstacleView,
  PlanRowView,
  Product,
  RowVerdict,
  Team,
  WarningView,
} from "../bindings";
import { dayFrom, daysUntil } from "./days";
import { personHolder } from "./generate";
import { type MockLicense, type MockOrganization, rowOf, teams } from "./model";

/** Somebody who is to get a license. */
export interface Person {
  email: string;
  firstName: string;
  lastName: string;
}

/** What is wanted of one license. */
export type Wish = { license: string } & (
  | { capability: "assign"; person: Person; includeOfflineCode: boolean }
  | { capability: "revoke" }
  | { capability: "transfer"; team: number }
);

/** A row of a plan with what carries it out. */
export interface MockRow {
  wish: Wish | null;
  view: PlanRowView;
}

export interface Line {
  line: number | null;
  /** The list does not say the name. */
  isNameGuessed?: boolean;
}

/** Makes the rows of one plan, each after those before it. */
export class Planner {
  readonly rows: MockRow[] = [];
  readonly #named = new Set<string>();
  readonly #freed = new Set<string>();

  constructor(
    readonly organization: MockOrganization,
    readonly now: Date,
  ) {}

  /** Seats that nobody holds and nobody in this plan gets, what is paid for longest first. */
  freeSeat(product: string, team: number | null): MockLicense | undefined {
    const isFree = ({ id }: MockLicense) => !this.#named.has(`assign ${id}`);
    const fits = (license: MockLicense) =>
      license.product.code === product && (team === null || license.team.id === team);
    const free = this.organization.licenses.filter(
      (license) => fits(license) && isFree(license) && rowOf(license, this.now).state === "free",
    );
    const [best] = free.toSorted((left, right) =>
      (right.validUntil ?? "9").localeCompare(left.validUntil ?? "9"),
    );
    return (
      best ?? this.organization.licenses.find((one) => this.#freed.has(one.id) && fits(one) && isFree(one))
    );
  }

  /** A row about a license. */
  wish(wish: Wish, { line, isNameGuessed }: Line = { line: null }, known?: ObstacleView): void {
    const license = this.organization.licenses.find(({ id }) => id === wish.license);
    const key = `${wish.capability} ${wish.license}`;
    const obstacle =
      known ?? (this.#named.has(key) ? { kind: "duplicate" as const } : this.#obstacleTo(wish, license));
    this.#named.add(key);
    if (wish.capability === "revoke" && !obstacle) this.#freed.add(wish.license);
    const warnings = license && !obstacle ? warningsOf(this.organization, wish, license, this.now) : [];
    this.#add(wish, {
      line,
      capability: wish.capability,
      license: wish.license,
      product: license?.product ?? null,
      team: license?.team ?? null,
      targetTeam: wish.capability === "transfer" ? teamOf(wish.team) : null,
      holder: license?.holder ?? null,
      recipient: wish.capability === "assign" ? personHolder(wish.person) : null,
      text: null,
      obstacle,
      warnings: isNameGuessed && !obstacle ? [{ kind: "nameFromEmail" }, ...warnings] : warnings,
    });
  }

  /** A row about somebody or something for which there is no license. */
  without(
    capability: Capability | null,
    about: { line: number | null; person: Person | null; product?: Product | null; text?: string | null },
    obstacle: ObstacleView,
  ): void {
    this.#add(null, {
      line: about.line,
      capability,
      license: null,
      product: about.product ?? null,
      team: null,
      targetTeam: null,
      holder: null,
      recipient: about.person ? personHolder(about.person) : null,
      text: about.text ?? null,
      obstacle,
      warnings: [],
    });
  }

  /** Puts rows into the order of the list; those of no line come last. */
  sortByLine(): void {
    const lineOf = ({ view }: MockRow) => view.line ?? Number.MAX_SAFE_INTEGER;
    const sorted = this.rows.toSorted((one, other) => lineOf(one) - lineOf(other));
    this.rows.splice(0, this.rows.length, ...sorted);
    for (const [number, row] of this.rows.entries()) row.view = { ...row.view, row: number };
  }

  #obstacleTo(wish: Wish, license: MockLicense | undefined): ObstacleView | null {
    const target = wish.capability === "transfer" ? wish.team : null;
    if (wish.capability === "assign" && license && this.#freed.has(license.id)) return null;
    const obstacle = obstacleTo(this.organization, wish.capability, license, this.now, target);
    if (obstacle || !license || wish.capability !== "assign") return obstacle;
    const other = alsoCovers(this.organization.licenses, license, wish.person.email);
    return other ? { kind: "alreadyHolds", license: other.id } : null;
  }

  #add(wish: Wish | null, row: Omit<PlanRowView, "row" | "verdict" | "takenOut">) {
    const verdict = verdictOf(row.obstacle);
    const view = { ...row, row: this.rows.length, verdict, takenOut: false };
    this.rows.push({ wish: verdict === "change" ? wish : null, view });
  }
}

export function teamOf(id: number): Team | null {
  return teams.find((team) => team.id === id) ?? null;
}

function verdictOf(obstacle: ObstacleView | null): RowVerdict {
  switch (obstacle?.kind) {
    case undefined:
      return "change";
    case "alreadySo":
    case "alreadyInTeam":
    case "alreadyHolds":
    case "notAssigned":
    case "holdsNothing":
      return "nothingToDo";
    case "badLine":
      return "badLine";
    case "recentlyAssigned":
      return "queueable";
    default:
      return "blocked";
  }
}

/** Why an action on a license can't be carried out. */
export function obstacleTo(
  organization: MockOrganization,
  capability: Capability,
  license: MockLicense | undefined,
  now: Date,
  target: number | null,
): ObstacleView | null {
  if (!license) return { kind: "notFound" };
  if (organization.offline || organization.readOnly) return { kind: "offline" };
  const denial = organization.access.capabilities.find((one) => one.capability === capability)?.denial;
  if (denial) return { kind: "denied", denial };
  if (capability === "assign") return obstacleToAssign(license, now);
  if (capability === "revoke") return obstacleToRevoke(license, now);
  if (target !== null && license.team.id === target) return { kind: "alreadyInTeam" };
  if (target !== null && !teamOf(target)) return { kind: "unknownTeam" };
  return license.isTransferable ? null : { kind: "notTransferable" };
}

function obstacleToAssign(license: MockLicense, now: Date): ObstacleView | null {
  const { holder } = license;
  if (holder?.kind === "person") return { kind: "alreadyAssigned" };
  if (holder?.kind === "licenseKey") return { kind: "heldByKey" };
  if (holder) return { kind: "heldByServer" };
  if (license.isSuspended) return { kind: "suspended" };
  if (rowOf(license, now).state === "expired") return { kind: "expired" };
  return license.isAvailable ? null : { kind: "unavailable" };
}

function obstacleToRevoke(license: MockLicense, now: Date): ObstacleView | null {
  const { holder } = license;
  if (!holder) return { kind: "notAssigned" };
  if (holder.kind === "licenseKey") return { kind: "heldByKey" };
  if (holder.kind !== "person") return { kind: "heldByServer" };
  const { lockedUntil } = rowOf(license, now);
  return lockedUntil ? { kind: "recentlyAssigned", from: lockedUntil } : null;
}

function warningsOf(
  { licenses }: MockOrganization,
  wish: Wish,
  license: MockLicense,
  now: Date,
): WarningView[] {
  if (wish.capability === "transfer") {
    return license.holder ? [{ kind: "movesWithHolder" }, { kind: "aiFeaturesMayChange" }] : [];
  }
  if (wish.capability === "assign") {
    const later: WarningView = { kind: "notRevocableBefore", day: dayFrom(now, 30) };
    const { validUntil, renews } = license;
    const isEnding = validUntil !== null && !renews && daysUntil(now, validUntil) <= 30;
    return isEnding ? [{ kind: "endsSoon", day: validUntil }, later] : [later];
  }
  const other = alsoCovers(licenses, license, license.holder?.email ?? "");
  const loss: WarningView = other ? { kind: "stillCoveredBy", license: other.id } : { kind: "losesProduct" };
  return license.hasOfflineCode
    ? [loss, { kind: "offlineCodeKeepsWorking", until: license.validUntil }]
    : [loss];
}

/** Another license of a person that covers the same product. */
export function alsoCovers(licenses: readonly MockLicense[], license: MockLicense, email: string) {
  return licenses.find((other) => other.id !== license.id && holds(other, email, license.product.code));
}

/** Whether a license gives somebody a product. */
export function holds({ holder, product }: MockLicense, email: string, code: string): boolean {
  const isTheirs = holder?.email.toLowerCase() === email.trim().toLowerCase();
  return isTheirs && (product.code === code || product.code === "ALL");
}
