import type {
  AccessKind,
  AccessView,
  Capability,
  Denial,
  HistoryEntry,
  HolderView,
  LicenseRow,
  LicenseState,
  OrganizationView,
  Problem,
  Product,
  SyncView,
  TableViews,
  Team,
  TokenPlace,
} from "../bindings";
import type { MockChangeSet } from "./changeSets";
import { addDays, daysUntil } from "./days";
import type { MockQueued } from "./queue";
import type { MockRun } from "./runs";

/** A license as the stand-in keeps it. */
export interface MockLicense {
  id: string;
  product: Product;
  team: Team;
  holder: HolderView | null;
  firstName: string;
  lastName: string;
  assignedOn: string | null;
  lastSeen: string | null;
  hasOfflineCode: boolean;
  /** Null for perpetual licenses. */
  validUntil: string | null;
  pack: string | null;
  renews: boolean;
  upgradesUntil: string | null;
  hasFallback: boolean;
  isOutdated: boolean;
  isTransferable: boolean;
  isTrial: boolean;
  isAvailable: boolean;
  isSuspended: boolean;
  /** The e-mail domain that it is bound to. */
  domain: string | null;
  history: HistoryEntry[];
}

/** An organization as the stand-in keeps it. */
export interface MockOrganization {
  view: OrganizationView;
  access: AccessView;
  licenses: MockLicense[];
  /** What the first sync will bring; nothing once it has. */
  unread: MockLicense[] | null;
  tokenPlace: TokenPlace;
  /** Why it is offline; online if there is nothing here. */
  offline: Problem | null;
  isChecking: boolean;
  sync: SyncView;
  readOnly: boolean;
  views: TableViews;
  /** The newest first. */
  changeSets: MockChangeSet[];
  /** The one that goes on, or the last one until it is put away. */
  run: MockRun | null;
  queue: MockQueued[];
}

export const products: readonly Product[] = [
  { code: "II", name: "IntelliJ IDEA Ultimate" },
  { code: "ALL", name: "All Products Pack" },
  { code: "WS", name: "WebStorm" },
  { code: "PY", name: "PyCharm" },
  { code: "RD", name: "Rider" },
  { code: "GO", name: "GoLand" },
  { code: "DG", name: "DataGrip" },
  { code: "CL", name: "CLion" },
];

export const teams: readonly Team[] = [
  { id: 101, name: "Platform" },
  { id: 102, name: "Web" },
  { id: 103, name: "Data" },
  { id: 104, name: "Games" },
  { id: 105, name: "Embedded" },
];

/** What a token of a kind may do. */
export function accessOf(kind: AccessKind): AccessView {
  const ofTeam = kind === "teamAdmin" || kind === "teamViewer";
  const capabilities: Capability[] = ["assign", "revoke", "transfer"];
  return {
    kind,
    otherRole: kind === "other" ? "AUDITOR" : null,
    team: ofTeam ? (teams[1] ?? null) : null,
    capabilities: capabilities.map((capability) => ({ capability, denial: denialOf(kind, capability) })),
  };
}

function denialOf(kind: AccessKind, capability: Capability): Denial | null {
  if (kind === "organizationViewer" || kind === "primaryContact" || kind === "teamViewer") {
    return "readOnlyToken";
  }
  return kind === "teamAdmin" && capability === "transfer" ? "needsOrganizationAdmin" : null;
}

const IDLE_AFTER = 60;
const EXPIRING_WITHIN = 30;
const LOCKED_FOR = 30;

/** What the table shows of a license today. */
export function rowOf(license: MockLicense, now: Date): LicenseRow {
  const isPerson = license.holder?.kind === "person";
  const from = license.assignedOn ? addDays(license.assignedOn, LOCKED_FOR) : null;
  const isLocked = isPerson && from !== null && daysUntil(now, from) > 0;
  const seen = isPerson && license.lastSeen && !license.hasOfflineCode ? license.lastSeen : null;
  const figures = {
    unseenDays: seen ? Math.max(0, -daysUntil(now, seen)) : null,
    lockedUntil: isLocked ? from : null,
    expiresInDays: license.validUntil ? daysUntil(now, license.validUntil) : null,
  };
  return {
    id: license.id,
    product: license.product,
    team: license.team,
    holder: license.holder,
    state: stateOf(license, figures),
    ...figures,
    validUntil: license.validUntil,
    lastSeen: license.lastSeen,
    assignedOn: license.holder ? license.assignedOn : null,
    pack: license.pack,
    renews: license.renews,
    isTransferable: license.isTransferable,
    domain: license.domain,
    isTrial: license.isTrial,
    hasOfflineCode: license.hasOfflineCode,
  };
}

type Figures = Pick<LicenseRow, "unseenDays" | "lockedUntil" | "expiresInDays">;

function stateOf(license: MockLicense, figures: Figures): LicenseState {
  if (license.isSuspended) return "suspended";
  if (figures.expiresInDays !== null && figures.expiresInDays < 0) return "expired";
  if (!license.holder) return license.isAvailable ? "free" : "unavailable";
  if (license.holder.kind !== "person") {
    return license.holder.kind === "other" ? "unavailable" : license.holder.kind;
  }
  if (!license.renews && figures.expiresInDays !== null && figures.expiresInDays <= EXPIRING_WITHIN) {
    return "expiring";
  }
  if (figures.lockedUntil) return "locked";
  if (figures.unseenDays !== null && figures.unseenDays >= IDLE_AFTER) return "idle";
  return license.lastSeen === null && !license.hasOfflineCode ? "neverSeen" : "assigned";
}

/** The order in which states are sorted. */
export const stateOrder: readonly LicenseState[] = [
  "suspended",
  "expired",
  "licenseVault",
  "licenseServer",
  "licenseKey",
  "unavailable",
  "free",
  "expiring",
  "locked",
  "neverSeen",
  "idle",
  "assigned",
];
