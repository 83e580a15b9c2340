import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { everyLicense } from "@/platform";
import { expectNoAxeFindings } from "@/testing/axe";
import { renderFilters } from "@/testing/renderFilters";

const now = new Date(2026, 10, 23, 12);
const option = (name: RegExp) => screen.getByRole("option", { name });

/** Types a day into a field, part by part. */
async function typeDay(user: Awaited<ReturnType<typeof renderFilters>>["user"], field: string, day: string) {
  const group = await screen.findByRole("group", { name: field });
  const [first] = within(group).getAllByRole("spinbutton");
  if (!first) throw new Error("no field");
  await user.click(first);
  await user.keyboard(day);
}

describe("the filters", () => {
  it("offer ranges with what each would show, in words that count from today", async () => {
    const { open, platform } = await renderFilters({}, { now });
    await open("Expiry");
    const names = screen.getAllByRole("option").map((one) => one.textContent?.replace(/ [\d,]+$/, ""));
    expect(names).toEqual([
      "In the next 7 days",
      "In the next 30 days",
      "In the next 90 days",
      "Already over",
      "No end date",
    ]);
    const { total } = await platform.queryLicenses({ ...everyLicense, expiry: { kind: "over" } }, 0, 1);
    expect(total).toBeGreaterThan(0);
    expect(option(/^Already over/).textContent).toBe(`Already over ${total}`);
    await expectNoAxeFindings();
  });

  it("set a range with one press, and say it in the chip", async () => {
    const { user, open, query } = await renderFilters({}, { now });
    await open("Last seen");
    await user.click(option(/^Not for 60 days/));
    expect(query().lastSeen).toEqual({ kind: "notFor", days: 60 });
    expect(screen.queryByRole("listbox")).toBeNull();
    expect(screen.getByRole("button", { name: "Last seen: Not for 60 days" })).toBeTruthy();
  });

  it("take days of one's own, and wait until a year is whole", async () => {
    const { user, open, query } = await renderFilters({}, { now });
    await open("Expiry");
    await typeDay(user, "From", "1204202");
    expect(query().expiry).toBeNull();
    await user.keyboard("6");
    expect(query().expiry).toEqual({ kind: "between", from: "2026-12-04", to: null });
    await typeDay(user, "Until", "01312027");
    expect(query().expiry).toEqual({ kind: "between", from: "2026-12-04", to: "2027-01-31" });
    await expectNoAxeFindings();
    await user.keyboard("{Escape}");
    expect(screen.getByRole("button", { name: "Expiry: Dec 4, 2026 – Jan 31, 2027" })).toBeTruthy();
  });

  it("do not ask for days that run backwards, and say so", async () => {
    const { user, open, query } = await renderFilters(
      { lastSeen: { kind: "between", from: "2026-10-01", to: null } },
      { now },
    );
    await open("Last seen: From Oct 1, 2026");
    await typeDay(user, "Until", "09012026");
    expect((await screen.findByRole("alert")).textContent).toBe("The last day is before the first.");
    expect(query().lastSeen).toEqual({ kind: "between", from: "2026-10-01", to: null });
  });

  it("keep the rest behind one button; what is set there gets a chip of its own", async () => {
    const { user, open, query } = await renderFilters({}, { now });
    await open("More filters");
    await user.click(option(/^Now/));
    const trial = screen.getByRole("radiogroup", { name: "Trial" });
    await user.click(within(trial).getByRole("radio", { name: /^No/ }));
    expect(query()).toMatchObject({ revocable: { kind: "now" }, trial: false });
    await expectNoAxeFindings();
    await user.keyboard("{Escape}");
    expect(screen.getByRole("button", { name: "Revocable: Now" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Trial: No" })).toBeTruthy();
  });

  it("find what can be revoked by a day", async () => {
    const { user, open, query } = await renderFilters({}, { now });
    await open("More filters");
    await typeDay(user, "By this day", "12142026");
    expect(query().revocable).toEqual({ kind: "by", day: "2026-12-14" });
    await user.keyboard("{Escape}");
    expect(screen.getByRole("button", { name: "Revocable: By Dec 14, 2026" })).toBeTruthy();
  });

  it("find by who holds a license", async () => {
    const { user, open, query } = await renderFilters();
    await open("Assigned to");
    await user.click(option(/^License Vault/));
    await user.click(option(/^Nobody/));
    expect(query().assignees).toEqual(["licenseVault", "nobody"]);
    await user.keyboard("{Escape}");
    expect(screen.getByRole("button", { name: "Assigned to: License Vault, Nobody" })).toBeTruthy();
  });
});

describe("filters that are set", () => {
  const set = { products: ["II"], trial: true, expiry: { kind: "within", days: 14 } } as const;
  const start = { ...set, products: [...set.products] };

  it("go by one press of their cross, and the focus stays near", async () => {
    const { user, query } = await renderFilters(start);
    await user.click(screen.getByRole("button", { name: "Remove filter: Product" }));
    expect(query().products).toEqual([]);
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Product" }));
    await user.click(screen.getByRole("button", { name: "Remove filter: Trial" }));
    expect(query().trial).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "More filters" }));
    await expectNoAxeFindings();
  });

  it("that are taken back in what their chip opened leave the focus near", async () => {
    const { user, open } = await renderFilters({ ...start, revocable: { kind: "now" }, renews: false });
    const more = () => screen.getByRole("button", { name: "More filters" });
    await open("Trial: Yes");
    await user.click(screen.getByRole("radio", { name: "Any" }));
    expect(screen.queryByRole("button", { name: /^Trial/ })).toBeNull();
    expect(document.activeElement).toBe(more());
    await open("Revocable: Now");
    await user.click(screen.getByRole("button", { name: "Clear this filter" }));
    expect(screen.queryByRole("button", { name: /^Revocable/ })).toBeNull();
    expect(document.activeElement).toBe(more());
    // Where it has the focus already, it stays.
    await open("More filters");
    const renews = screen.getByRole("radiogroup", { name: "Renews" });
    await user.click(within(renews).getByRole("radio", { name: "Any" }));
    expect(document.activeElement).toBe(within(renews).getByRole("radio", { name: "Any" }));
  });

  it.each(["{Delete}", "{Backspace}"])("go by %s", async (key) => {
    const { user, query } = await renderFilters(start);
    screen.getByRole("button", { name: /^Expiry: / }).focus();
    await user.keyboard(key);
    expect(query().expiry).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Expiry" }));
  });

  it("are each one stop for the Tab key", async () => {
    const { user } = await renderFilters(start);
    screen.getByRole("button", { name: /^Product: / }).focus();
    await user.tab();
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Team" }));
  });

  it("can be cleared all at once", async () => {
    const { open, query } = await renderFilters({ ...start, search: "anna" });
    await open("Clear all");
    expect(query()).toEqual(everyLicense);
  });

  it("show a range that this version does not offer", async () => {
    const { open } = await renderFilters(start);
    await open("Expiry: In the next 14 days");
    expect(option(/^In the next 14 days/).getAttribute("aria-selected")).toBe("true");
  });

  it("keep their names when the search leaves nothing of them", async () => {
    const { user, platform } = await renderFilters(start);
    const name = "Product: IntelliJ IDEA Ultimate";
    await screen.findByRole("button", { name });
    const before = platform.calls.length;
    await user.type(screen.getByRole("searchbox"), "zzz");
    await waitFor(() => expect(platform.calls.length).toBe(before + 3));
    expect(screen.getByRole("button", { name })).toBeTruthy();
  });
});

describe("names that are missing", () => {
  it("show the code, the number, or that nothing is known, and can be filtered by", async () => {
    const { user, open, query } = await renderFilters({}, { oddLicenses: 10 });
    await open("Product");
    const products = screen.getAllByRole("option").map((one) => one.textContent);
    expect(products.slice(-2)).toEqual([
      expect.stringMatching(/QX \d+$/),
      expect.stringMatching(/Unknown product \d+$/),
    ]);
    await user.click(option(/Unknown product/));
    expect(query().products).toEqual([""]);
    await user.keyboard("{Escape}");
    await open("Team");
    await user.click(option(/^Team 117/));
    expect(query().teams).toEqual([117]);
  });
});
