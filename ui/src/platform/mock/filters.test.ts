import { describe, expect, it } from "vitest";
import type { Facets, LicenseQuery } from "../bindings";
import { everyLicense } from "../licenses";
import { dayFrom } from "./days";
import { filtered } from "./filters";
import { generateLicenses } from "./generate";
import { createMockPlatform } from "./index";
import { type MockLicense, rowOf } from "./model";

const now = new Date(2026, 10, 23, 12);
const day = (days: number) => dayFrom(now, days);
const [model] = generateLicenses(1, now);
if (!model) throw new Error("no license was made");

/** A license that a person holds, seen today, free to be revoked, with changes. */
function license(id: string, changes: Partial<MockLicense> = {}): MockLicense {
  const person = { kind: "person", name: id, email: `${id}@northwind.example`, isMasked: false } as const;
  const held = { holder: person, assignedOn: day(-200), lastSeen: day(0), validUntil: day(200) };
  return { ...model, ...held, id, ...changes } as MockLicense;
}

function found(licenses: readonly MockLicense[], query: Partial<LicenseQuery>): string {
  const entries = licenses.map((one) => ({ license: one, row: rowOf(one, now) }));
  const result = filtered(entries, { ...everyLicense, ...query }, now);
  return result.found.map(({ row }) => row.id).join(" ");
}

describe("the filters of the stand-in", () => {
  it("find what ends in a range of days, both ends included", () => {
    const ends = [-1, 0, 7, 8].map((days) => license(`d${days}`, { validUntil: day(days) }));
    const all = [...ends, license("perpetual", { validUntil: null })];
    expect(found(all, { expiry: { kind: "within", days: 7 } })).toBe("d0 d7");
    expect(found(all, { expiry: { kind: "over" } })).toBe("d-1");
    expect(found(all, { expiry: { kind: "unlimited" } })).toBe("perpetual");
    expect(found(all, { expiry: { kind: "between", from: day(7), to: day(8) } })).toBe("d7 d8");
    expect(found(all, { expiry: { kind: "between", from: null, to: day(0) } })).toBe("d-1 d0");
    expect(found(all, { expiry: { kind: "between", from: day(8), to: null } })).toBe("d8");
  });

  it("find people by when they were last seen; who has an offline code only by the days that were written", () => {
    const all = [
      license("today"),
      license("month", { lastSeen: day(-30) }),
      license("never", { lastSeen: null }),
      license("code", { lastSeen: null, hasOfflineCode: true }),
      license("old-code", { lastSeen: day(-90), hasOfflineCode: true }),
      license("free", { holder: null, lastSeen: null }),
    ];
    expect(found(all, { lastSeen: { kind: "never" } })).toBe("never");
    expect(found(all, { lastSeen: { kind: "within", days: 30 } })).toBe("today month");
    expect(found(all, { lastSeen: { kind: "notFor", days: 30 } })).toBe("month");
    expect(found(all, { lastSeen: { kind: "between", from: day(-90), to: day(-30) } })).toBe(
      "month old-code",
    );
  });

  it("find people's licenses by when they can be revoked", () => {
    const vault = { kind: "licenseVault", name: "vault", email: "", isMasked: false } as const;
    const all = [
      license("now", { assignedOn: day(-30) }),
      license("tomorrow", { assignedOn: day(-29) }),
      license("later", { assignedOn: day(-10) }),
      license("vault", { holder: vault }),
    ];
    expect(found(all, { revocable: { kind: "now" } })).toBe("now");
    expect(found(all, { revocable: { kind: "within", days: 7 } })).toBe("now tomorrow");
    expect(found(all, { revocable: { kind: "by", day: day(20) } })).toBe("now tomorrow later");
    expect(found(all, { revocable: { kind: "by", day: day(19) } })).toBe("now tomorrow");
  });

  it("combine", () => {
    const all = [
      license("both", { isTrial: true, isTransferable: false }),
      license("trial", { isTrial: true }),
      license("none", { holder: null }),
    ];
    expect(found(all, { trial: true, transferable: false })).toBe("both");
    expect(found(all, { trial: true, transferable: true })).toBe("trial");
    expect(found(all, { assignees: ["nobody"], trial: false })).toBe("none");
    expect(found(all, { assignees: ["nobody"], trial: true })).toBe("");
  });
});

type Counted = { query: Partial<LicenseQuery>; count: number };

/** Every value that is offered, as the query that chooses it and nothing else of its filter. */
function offered(facets: Facets): Counted[] {
  const lists = (["products", "teams", "states", "assignees"] as const).flatMap((name) =>
    facets[name].map(({ value, count }) => ({ query: { [name]: [value] }, count })),
  );
  const ranges = (["expiry", "lastSeen", "revocable"] as const).flatMap((name) =>
    facets[name].map(({ value, count }) => ({ query: { [name]: value }, count })),
  );
  const answers = (["trial", "suspended", "transferable", "renews"] as const).flatMap((name) => [
    { query: { [name]: true }, count: facets[name].yes },
    { query: { [name]: false }, count: facets[name].no },
  ]);
  return [...lists, ...ranges, ...answers];
}

describe("the counts of the stand-in", () => {
  it.each<[string, Partial<LicenseQuery>]>([
    ["nothing", {}],
    ["a search", { search: "an" }],
    ["a product and a range", { products: ["II"], lastSeen: { kind: "within", days: 30 } }],
    ["yes and no", { renews: true, trial: false, assignees: ["person"] }],
  ])("say what choosing each value would show beside %s", async (_name, set) => {
    const platform = createMockPlatform({ start: "connected", now });
    const query = { ...everyLicense, ...set };
    const { facets } = await platform.queryLicenses(query, 0, 1);
    const values = offered(facets);
    expect(values.length).toBeGreaterThan(30);
    for (const { query: chosen, count } of values) {
      const { total } = await platform.queryLicenses({ ...query, ...chosen }, 0, 1);
      expect({ chosen, count }).toEqual({ chosen, count: total });
    }
  });
});
