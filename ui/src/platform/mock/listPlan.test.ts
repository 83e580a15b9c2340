import { describe, expect, it } from "vitest";
import type { ListWish, PlanRowView } from "../bindings";
import { everyLicense } from "../licenses";
import { wholePlan } from "../plans";
import { createMockPlatform } from "./index";

/** Plans that the people of a list are to hold PyCharm, and nobody else. */
async function planned(lines: readonly string[], more: Partial<ListWish & { kind: "makeItSo" }> = {}) {
  const platform = createMockPlatform({ start: "connected" });
  const list = await platform.readList("who.csv", btoa(["email,product,team", ...lines].join("\n")), null);
  const wish: ListWish = {
    kind: "makeItSo",
    product: null,
    team: null,
    takeFromOthers: true,
    sendEmail: false,
    includeOfflineCode: false,
    ...more,
  };
  const { id } = await platform.planChange({ kind: "list", list: list.id, mapping: list.mapping, wish });
  const { rows } = await platform.planRows(id, wholePlan, 0, 500);
  const held = await platform.queryLicenses(
    { ...everyLicense, products: ["PY"], assignees: ["person"] },
    0,
    500,
  );
  return { rows, others: rows.filter(({ line }) => line === null), held: held.rows };
}

const revoked = (rows: readonly PlanRowView[]) => rows.filter(({ verdict }) => verdict === "change");

describe("taking from others", () => {
  it("concerns the products of the list, and comes after its lines", async () => {
    const { rows, others, held } = await planned(["new.person@x.example,PyCharm,"]);
    expect(rows[0]?.line).toBe(2);
    expect(rows.map(({ row }) => row)).toEqual(rows.map((_, index) => index));
    expect(others.length).toBeGreaterThan(2);
    expect(others.every(({ product, capability }) => product?.code === "PY" && capability === "revoke")).toBe(
      true,
    );
    expect(others.length).toBe(held.filter(({ state }) => state !== "expired").length);
  });

  it("leaves other teams alone where each line of a product names its team", async () => {
    const { others, held } = await planned(["new.person@x.example,PyCharm,Data"]);
    const teams = new Set(others.map(({ team }) => team?.name));
    expect([...teams]).toEqual(["Data"]);
    expect(new Set(held.map(({ team }) => team?.name)).size).toBeGreaterThan(1);
    const both = await planned(["new.person@x.example,PyCharm,Data", "second.person@x.example,PyCharm,"]);
    expect(both.others.length).toBeGreaterThan(others.length);
  });

  it("takes nothing where a line does not say whom it means", async () => {
    const { others } = await planned([
      "new.person@x.example,PyCharm,",
      "somebody without an address,PyCharm,",
    ]);
    expect(revoked(others)).toEqual([]);
    expect(new Set(others.map(({ obstacle }) => obstacle?.kind))).toEqual(new Set(["listUnclear"]));
  });

  it("takes nothing from whoever is named in a line that says nothing else", async () => {
    const before = await planned(["new.person@x.example,PyCharm,"]);
    const [kept] = revoked(before.others);
    const email = kept?.holder?.email ?? "";
    const { others } = await planned(["new.person@x.example,PyCharm,", `${email},No such product,`]);
    expect(others.some(({ holder }) => holder?.email === email)).toBe(false);
    expect(revoked(others).length).toBeLessThan(revoked(before.others).length);
  });

  it("takes nothing where nobody is understood", async () => {
    const { others } = await planned(["new.person@x.example,No such product,"], { product: null });
    expect(others).toEqual([]);
  });
});
