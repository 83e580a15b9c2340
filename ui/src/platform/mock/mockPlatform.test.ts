import { describe, expect, it } from "vitest";
import { everyLicense } from "../licenses";
import { createMockPlatform } from "./index";

const typed = (token: string) => ({ kind: "typed", token }) as const;

describe("the stand-in for the application", () => {
  it("has licenses in every state", async () => {
    const platform = createMockPlatform({ start: "connected" });
    const { facets, total } = await platform.queryLicenses(everyLicense, 0, 10);
    expect(total).toBe(238);
    expect(facets.states.map((facet) => facet.value)).toEqual([
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
    ]);
    expect(facets.states.every((facet) => facet.count > 0)).toBe(true);
    expect(facets.teams).toHaveLength(5);
    expect(facets.products).toHaveLength(8);
  });

  it("counts for a filter what all other filters leave", async () => {
    const platform = createMockPlatform({ start: "connected" });
    const free = await platform.queryLicenses({ ...everyLicense, states: ["free"] }, 0, 500);
    expect(free.rows.every((row) => row.state === "free")).toBe(true);
    expect(free.facets.teams.reduce((sum, team) => sum + team.count, 0)).toBe(free.total);
    expect(free.facets.states.reduce((sum, state) => sum + state.count, 0)).toBe(free.all);
  });

  it("refuses the wrong token and the codes made for it", async () => {
    const platform = createMockPlatform();
    await expect(platform.connect("6703615", typed("wrong"), "keychain")).rejects.toMatchObject({
      code: "tokenRejected",
    });
    await expect(platform.connect("403", typed("good"), "keychain")).rejects.toMatchObject({
      code: "accessRefused",
    });
    await expect(platform.connect("2002", typed("good"), "keychain")).rejects.toMatchObject({
      code: "keychainLocked",
    });
    await expect(platform.connect("2002", typed("good"), "thisRun")).resolves.toMatchObject({
      tokenPlace: "thisRun",
    });
  });
});
