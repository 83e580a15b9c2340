import { describe, expect, it } from "vitest";
import { emptyWish, type WishForm } from "../wish/wishForm";
import { roleOf, wishOf, withRole } from "./columns";

const NONE = {
  email: null,
  firstName: null,
  lastName: null,
  fullName: null,
  product: null,
  team: null,
  license: null,
};

describe("what a column is taken for", () => {
  it("is one thing, and nothing is in two columns", () => {
    const columns = { ...NONE, email: 0, firstName: 1 };
    const moved = withRole(columns, 1, "email");
    expect(moved).toEqual({ ...NONE, email: 1 });
    expect([roleOf(moved, 0), roleOf(moved, 1)]).toEqual([null, "email"]);
    expect(withRole(moved, 1, null)).toEqual(NONE);
  });
});

describe("what is asked for", () => {
  const wish = (form: Partial<WishForm>, columns = {}) =>
    wishOf({ ...emptyWish, ...form }, { ...NONE, ...columns });

  it.each([
    ["a product to assign", wish({})],
    ["a product to make it so", wish({ want: "makeItSo" })],
    ["a team to move to", wish({ want: "transfer", team: 3 })],
  ])("is nothing without %s", (_what, found) => {
    expect(found).toBeNull();
  });

  it("takes products from the lines where they name them, and no offline code without a mail", () => {
    const form = { product: "WS", sendEmail: false, includeOfflineCode: true };
    expect(wish(form, { product: 2 })).toEqual({
      kind: "assign",
      product: null,
      team: null,
      sendEmail: false,
      includeOfflineCode: false,
    });
    expect(wish({ ...form, sendEmail: true })).toMatchObject({ product: "WS", includeOfflineCode: true });
  });

  it("has for each wish what belongs to it", () => {
    expect(wish({ want: "revoke" })).toEqual({ kind: "revoke", product: null });
    expect(wish({ want: "transfer", target: 7 })).toEqual({ kind: "transfer", team: 7 });
    expect(wish({ want: "makeItSo", product: "WS", takeFromOthers: true, team: 3 })).toEqual({
      kind: "makeItSo",
      product: "WS",
      team: 3,
      takeFromOthers: true,
      sendEmail: true,
      includeOfflineCode: false,
    });
  });
});
