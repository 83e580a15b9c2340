import type { HistoryEntry, HolderView, Product, Team } from "../bindings";
import { dayFrom } from "./days";
import { type MockLicense, products, teams } from "./model";

const FIRST_NAMES =
  "Anna Marek Sofía Jun Chloé Tariq Ewa Liam Priya Jonas Ingrid Mateo Yuki Amara Oskar Leila Noah Zofia Henrik Camille Diego Hana Emeka Freya Luca Mei Ondřej Sarah Viktor Aisha".split(
    " ",
  );
const LAST_NAMES =
  "Lindqvist Dvořák Herrera Watanabe Martin Haddad Nowak O’Connor Raman Weber Berg Silva Tanaka Okafor Larsen Moreau Fischer Rossi Kim Novák Andersson Patel Keller Dubois Santos Müller Ortega Chen Hughes Kowalska".split(
    " ",
  );

/** Mulberry32: the same seed gives the same organization, each time. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Person {
  firstName: string;
  lastName: string;
  email: string;
}

/** Invents licenses: many ordinary ones, and each state that exists a few times. */
export function generateLicenses(count: number, now: Date, seed = 7): MockLicense[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, number) => licenseNumber(number, now, random));
}

function licenseNumber(number: number, now: Date, random: () => number): MockLicense {
  const license = freeLicense(number, now, random);
  const kind = number % 40;
  if (kind === 3) return { ...license, holder: server("licenseVault", "northwind-vault-1") };
  if (kind === 7 && number < 100) return { ...license, holder: server("licenseServer", "floating-2") };
  if (kind === 11 && number < 60) return { ...license, holder: server("licenseKey", "Northwind build farm") };
  if (kind === 15) return { ...license, isAvailable: false };
  if (kind % 8 === 4 || kind === 30) return license;
  const held = assignTo(license, personNumber(number), now, random);
  return special(held, kind, number, now);
}

/** Turns some of the ordinary ones into those that need attention. */
function special(license: MockLicense, kind: number, number: number, now: Date): MockLicense {
  const seen = (days: number) => dayFrom(now, -days);
  switch (kind) {
    case 1:
      return { ...license, isSuspended: number < 90 };
    case 5:
      return {
        ...license,
        validUntil: seen(12 + number),
        renews: false,
        pack: null,
        hasFallback: number < 120,
      };
    case 8:
    case 18:
      return { ...license, assignedOn: seen(3 + (number % 9)), lastSeen: seen(1) };
    case 10:
      return { ...license, assignedOn: seen(29), lastSeen: null };
    case 13:
    case 23:
    case 33:
      return { ...license, assignedOn: seen(300), lastSeen: seen(61 + (number % 90)) };
    case 16:
      return { ...license, assignedOn: seen(120), lastSeen: null };
    case 19:
      return { ...license, renews: false, pack: null, validUntil: dayFrom(now, 11 + (number % 14)) };
    case 21:
      return { ...license, hasOfflineCode: true, lastSeen: null };
    case 25:
      return masked(license);
    case 27:
      return { ...license, isTrial: true, renews: false, pack: null, validUntil: dayFrom(now, 40) };
    case 29:
      return { ...license, isTransferable: false };
    case 31:
      return { ...license, validUntil: null, upgradesUntil: seen(200), isOutdated: true, pack: null };
    default:
      return license;
  }
}

function freeLicense(number: number, now: Date, random: () => number): MockLicense {
  const product = pick(products, random() * random());
  const team = pick(teams, random());
  const pack = 1 + Math.floor(random() * 6);
  const until = dayFrom(now, [11, 66, 109, 150, 214, 300][pack - 1] ?? 200);
  return {
    id: idOf(number, random),
    product,
    team,
    holder: null,
    firstName: "",
    lastName: "",
    assignedOn: null,
    lastSeen: null,
    hasOfflineCode: false,
    validUntil: until,
    pack: `${1200 + pack}/1JGQ${pack}`,
    renews: true,
    upgradesUntil: null,
    hasFallback: random() > 0.3,
    isOutdated: false,
    isTransferable: true,
    isTrial: false,
    isAvailable: true,
    isSuspended: false,
    domain: number % 17 === 0 ? "northwind.example" : null,
    history: [appeared(now)],
  };
}

/** Gives a license to a person, some time ago. */
function assignTo(license: MockLicense, person: Person, now: Date, random: () => number): MockLicense {
  return {
    ...license,
    holder: personHolder(person),
    firstName: person.firstName,
    lastName: person.lastName,
    assignedOn: dayFrom(now, -(40 + Math.floor(random() * 500))),
    lastSeen: dayFrom(now, -Math.floor(random() * random() * 30)),
  };
}

function masked(license: MockLicense): MockLicense {
  const name = `${license.firstName.slice(0, 2)}*** ${license.lastName.slice(0, 2)}*****`;
  return { ...license, holder: license.holder && { ...license.holder, name, isMasked: true } };
}

function personNumber(number: number): Person {
  // One person holds two licenses now and then.
  const who = number % 37 === 0 ? number + 2 : number;
  const firstName = FIRST_NAMES[who % FIRST_NAMES.length] ?? "";
  const lastName = LAST_NAMES[(who * 7 + Math.floor(who / 30)) % LAST_NAMES.length] ?? "";
  return { firstName, lastName, email: `${plain(firstName)}.${plain(lastName)}@northwind.example` };
}

function plain(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/[^a-z]/gi, "")
    .toLowerCase();
}

/** A person who holds a license. */
export function personHolder(person: Person): HolderView {
  const name = `${person.firstName} ${person.lastName}`;
  return { kind: "person", name, email: person.email, isMasked: false };
}

function server(kind: "licenseVault" | "licenseServer" | "licenseKey", name: string): HolderView {
  return { kind, name, email: "", isMasked: false };
}

function appeared(now: Date): HistoryEntry {
  const at = new Date(now.getTime() - 9 * 86_400_000).toISOString();
  return { at, event: { kind: "appeared" }, byApp: false };
}

function idOf(number: number, random: () => number): string {
  const letters = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  const rest = Array.from({ length: 6 }, () => letters[Math.floor(random() * letters.length)]).join("");
  return `${rest}${String(number).padStart(4, "0")}`;
}

function pick<T extends Product | Team>(all: readonly T[], share: number): T {
  const chosen = all[Math.floor(share * all.length)];
  if (!chosen) throw new Error("nothing to pick from");
  return chosen;
}
