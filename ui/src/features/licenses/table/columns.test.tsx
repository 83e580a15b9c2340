import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { everyLicense } from "@/platform";
import { expectNoAxeFindings } from "@/testing/axe";
import { renderLicenses } from "@/testing/renderLicenses";
import { allColumns, standardColumns } from "./columns";

/** Also while something floats above it, which hides it from screen readers. */
function grid(): HTMLElement {
  const found = document.querySelector<HTMLElement>('[role="grid"][aria-label="Licenses"]');
  if (!found) throw new Error("there is no table");
  return found;
}

const headers = () =>
  [...grid().querySelectorAll<HTMLElement>("[data-column]")].map((cell) => cell.dataset.column);

async function chooser() {
  const page = await renderLicenses();
  await screen.findByText("238 shown");
  await page.press("Columns");
  const list = await screen.findByRole("grid", { name: "Columns, in their order" });
  const choose = (name: string) => page.user.click(within(list).getByRole("checkbox", { name }));
  return { ...page, list, choose };
}

describe("the choice of columns", () => {
  it("offers every column, those that are shown checked", async () => {
    const { list } = await chooser();
    const boxes = within(list).getAllByRole<HTMLInputElement>("checkbox");
    expect(boxes).toHaveLength(allColumns.length);
    expect(boxes.filter((box) => box.checked)).toHaveLength(standardColumns.length);
    await expectNoAxeFindings();
  });

  it("shows what is chosen at once, and remembers it", async () => {
    const { platform, choose } = await chooser();
    await choose("Pack");
    await choose("Team");
    const shown = ["product", "assignee", "state", "validUntil", "lastSeen", "pack"] as const;
    await waitFor(() => expect(headers()).toEqual(shown));
    const columns = shown.map((column) => ({ column, width: null }));
    await waitFor(() =>
      expect(platform.rememberView).toHaveBeenLastCalledWith({ query: everyLicense, columns }, null),
    );
  });

  it("has all that is chosen within reach, however many that are", async () => {
    const { choose } = await chooser();
    for (const name of ["Pack", "Domain", "E-mail", "License ID", "Renews", "Trial"]) await choose(name);
    await waitFor(() => expect(headers()).toHaveLength(12));
    // Wider than its room: the grid scrolls sideways instead of leaving columns out.
    expect(Number.parseInt(grid().style.getPropertyValue("--grid-minimum"), 10)).toBeGreaterThan(900);
  });

  it("puts columns in order with the keys", async () => {
    const { user, list } = await chooser();
    within(list)
      .getByRole("button", { name: /Drag Product/ })
      .focus();
    await user.keyboard("{Enter}");
    await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    await waitFor(() => expect(headers()[0]).toBe("assignee"));
    expect(headers()).toContain("product");
  });

  it("is made with Space on a line too", async () => {
    const { user, list } = await chooser();
    act(() => within(list).getByRole("row", { name: "Pack" }).focus());
    await user.keyboard(" ");
    await waitFor(() => expect(headers()).toContain("pack"));
    await user.keyboard(" ");
    await waitFor(() => expect(headers()).not.toContain("pack"));
  });

  it("goes back to the standard columns", async () => {
    const { choose, press } = await chooser();
    await choose("Pack");
    await waitFor(() => expect(headers()).toContain("pack"));
    await press("Standard columns");
    await waitFor(() => expect(headers()).not.toContain("pack"));
  });

  it("never takes the last one away", async () => {
    const { choose } = await chooser();
    for (const name of ["Product", "Team", "State", "Valid until", "Last seen"]) await choose(name);
    await choose("Assigned to");
    expect(headers()).toEqual(["assignee"]);
  });
});

describe("columns", () => {
  it("sort by what the application can sort by", async () => {
    const { platform, choose, user } = await chooser();
    await choose("Pack");
    await choose("Renews");
    await user.keyboard("{Escape}");
    await user.click(await within(grid()).findByRole("button", { name: "Pack" }));
    await waitFor(() =>
      expect(platform.queryLicenses).toHaveBeenCalledWith({ ...everyLicense, sort: "pack" }, 0, 100),
    );
    expect(within(grid()).queryByRole("button", { name: "Renews" })).toBeNull();
  });

  it("keep the width that they are given", async () => {
    const { platform, user } = await renderLicenses();
    await screen.findByText("238 shown");
    within(grid()).getByRole("separator", { name: "Width of Assigned to" }).focus();
    await user.keyboard("{Enter}{ArrowLeft}");
    await waitFor(() => expect(platform.rememberView).toHaveBeenCalled());
    const { columns } = platform.rememberView.mock.lastCall?.[0] ?? { columns: [] };
    expect(columns.find(({ column }) => column === "assignee")?.width).toBe(890);
    expect(columns.find(({ column }) => column === "state")?.width).toBeNull();
    expect(grid().style.getPropertyValue("--grid-template")).toContain("890px");
  });
});
