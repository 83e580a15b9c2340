import type {
  Capability,
  ChangeRequest,
  HolderView,
  ObstacleView,
  PlanRowView,
  PlanView,
  WarningView,
} from "../bindings";
import { problem } from "../platform";
import { dayFrom } from "./days";
import { personHolder } from "./generate";
import { type MockLicense, type MockOrganization, rowOf, teams } from "./model";
import { idsOf } from "./query";

/** A plan with what it is to be carried out by. */
export interface MockPlan {
  view: PlanView;
  request: ChangeRequest;
}

const TRANSFER_BATCH = 50;

/** Makes a plan, as the application would. */
export function planFor(
  organization: MockOrganization,
  request: ChangeRequest,
  id: string,
  now: Date,
): MockPlan {
  if (request.kind === "assign") checkContact(request);
  const ids =
    request.kind === "assign" ? [request.license] : idsOf(request.selection, organization.licenses, now);
  const rows = ids.map((license, index) =>
    rowFor(organization, request, license, ids.indexOf(license) !== index, now),
  );
  const changes = rows.filter((row) => row.obstacle === null).length;
  const target = request.kind === "transfer" ? teams.find((team) => team.id === request.team) : undefined;
  const view: PlanView = {
    id,
    capability: request.kind,
    targetTeam: target ?? null,
    rows,
    changes,
    calls: request.kind === "transfer" ? Math.ceil(changes / TRANSFER_BATCH) : changes,
  };
  return { view, request };
}

function checkContact({ email, firstName, lastName }: ChangeRequest & { kind: "assign" }) {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) throw problem("emailInvalid");
  if (!firstName.trim() || /\d/.test(firstName)) throw problem("firstNameInvalid");
  if (!lastName.trim() || /\d/.test(lastName)) throw problem("lastNameInvalid");
}

function rowFor(
  organization: MockOrganization,
  request: ChangeRequest,
  id: string,
  isRepeated: boolean,
  now: Date,
): PlanRowView {
  const license = organization.licenses.find((one) => one.id === id);
  const obstacle = isRepeated
    ? ({ kind: "duplicate" } as const)
    : obstacleTo(organization, request.kind, license, now, teamOf(request));
  return {
    license: id,
    product: license?.product ?? null,
    team: license?.team ?? null,
    holder: license?.holder ?? null,
    recipient: request.kind === "assign" ? personHolder(request) : null,
    obstacle,
    warnings: license && !obstacle ? warningsOf(organization, request, license, now) : [],
  };
}

function teamOf(request: ChangeRequest): number | null {
  return request.kind === "transfer" ? request.team : null;
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
  if (target !== null && !teams.some((team) => team.id === target)) return { kind: "unknownTeam" };
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
  organization: MockOrganization,
  request: ChangeRequest,
  license: MockLicense,
  now: Date,
): WarningView[] {
  if (request.kind === "transfer") {
    return license.holder ? [{ kind: "movesWithHolder" }, { kind: "aiFeaturesMayChange" }] : [];
  }
  const email = request.kind === "assign" ? request.email : (license.holder?.email ?? "");
  const other = alsoCovers(organization.licenses, license, email);
  if (request.kind === "revoke") {
    const loss: WarningView = other
      ? { kind: "stillCoveredBy", license: other.id }
      : { kind: "losesProduct" };
    return license.hasOfflineCode
      ? [loss, { kind: "offlineCodeKeepsWorking", until: license.validUntil }]
      : [loss];
  }
  const already: WarningView[] = other ? [{ kind: "alreadyHolds", license: other.id }] : [];
  return [...already, { kind: "notRevocableBefore", day: dayFrom(now, 30) }];
}

function alsoCovers(licenses: readonly MockLicense[], license: MockLicense, email: string) {
  const key = email.trim().toLowerCase();
  return licenses.find(
    (other) =>
      other.id !== license.id &&
      other.holder?.email.toLowerCase() === key &&
      (other.product.code === license.product.code || other.product.code === "ALL"),
  );
}

/** The holder after a step was carried out. */
export function holderAfter(request: ChangeRequest, license: MockLicense): HolderView | null {
  if (request.kind === "assign") return personHolder(request);
  return request.kind === "revoke" ? null : license.holder;
}
