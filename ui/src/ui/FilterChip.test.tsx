import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test } from "vitest";
import { FilterChip, type FilterOption } from "@/ui";

function Chip({ options, initial = [] }: { options: readonly FilterOption[]; initial?: string[] }) {
  const [selected, setSelected] = useState(new Set(initial));
  return (
    <FilterChip
      label="Product"
      summary={[...selected].join(", ")}
      options={options}
      selected={selected}
      onChange={setSelected}
      searchLabel="Search products"
      searchClearLabel="Clear search"
      clearLabel="Clear filter"
      removeLabel="Remove filter: Product"
      emptyText="Nothing matches."
    />
  );
}

const hundreds = Array.from({ length: 300 }, (_, index) => ({
  id: `team-${index}`,
  label: `Team ${index}`,
  count: index % 2,
}));
const few = ["Rider", "WebStorm", "CLion"].map((label) => ({ id: label, label, count: 12 }));
const many = Array.from({ length: 12 }, (_, index) => ({ id: `p${index}`, label: `Product ${index}` }));

test("unset it offers itself, set it reads as a sentence", async () => {
  render(<Chip options={few} />);
  await userEvent.click(screen.getByRole("button", { name: "Product" }));
  await userEvent.click(screen.getByRole("option", { name: /WebStorm/ }));
  await userEvent.click(screen.getByRole("option", { name: /Rider/ }));
  await userEvent.keyboard("{Escape}");
  expect(screen.getByRole("button", { name: "Product: WebStorm, Rider" })).toBeTruthy();
});

test("options show how many rows they have", async () => {
  render(<Chip options={few} />);
  await userEvent.click(screen.getByRole("button"));
  expect(within(screen.getByRole("option", { name: /Rider/ })).getByText("12")).toBeTruthy();
});

test("a long list is searched from the keyboard, Enter chooses", async () => {
  render(<Chip options={many} />);
  await userEvent.click(screen.getByRole("button"));
  const search = screen.getByRole("searchbox", { name: "Search products" });
  expect(document.activeElement).toBe(search);
  await userEvent.keyboard("11");
  expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual(["Product 11"]);
  await userEvent.keyboard("{ArrowDown}{Enter}");
  expect(screen.getByRole("option", { name: "Product 11" }).getAttribute("aria-selected")).toBe("true");
  await userEvent.clear(search);
  await userEvent.keyboard("xyz");
  expect(screen.getByText("Nothing matches.")).toBeTruthy();
});

test("clear takes all away", async () => {
  render(<Chip options={few} initial={["Rider", "CLion"]} />);
  await userEvent.click(screen.getByRole("button", { name: "Product: Rider, CLion" }));
  await userEvent.click(screen.getByRole("button", { name: "Clear filter" }));
  // The pressed button is gone; the next frame gives the focus back to the popover, which Escape is meant for.
  await waitFor(() => expect(screen.getByRole("dialog").contains(document.activeElement)).toBe(true));
  await userEvent.keyboard("{Escape}");
  expect(screen.getByRole("button", { name: "Product" })).toBeTruthy();
});

test("hundreds of options are searched, and only those in sight exist", async () => {
  render(<Chip options={hundreds} initial={["team-280"]} />);
  await userEvent.click(screen.getByRole("button", { name: "Product: team-280" }));
  const options = await screen.findAllByRole("option");
  expect(options.length).toBeLessThan(60);
  // What is chosen would be out of sight at its own place.
  expect(options[0]?.textContent).toBe("Team 280 0");
  await userEvent.keyboard("Team 299");
  expect(screen.getAllByRole("option").map((one) => one.textContent)).toEqual(["Team 299 1"]);
  await userEvent.keyboard("{ArrowDown}{Enter}");
  expect(screen.getByRole("option", { name: "Team 299 1" }).getAttribute("aria-selected")).toBe("true");
});

test("what would leave nothing stays, in a lighter color", async () => {
  render(<Chip options={hundreds.slice(0, 4)} initial={["team-2"]} />);
  await userEvent.click(screen.getByRole("button", { name: "Product: team-2" }));
  const isDimmed = (name: string) => screen.getByRole("option", { name }).querySelector(".empty") !== null;
  expect(["Team 0 0", "Team 1 1", "Team 2 0"].map(isDimmed)).toEqual([true, false, false]);
});

test.each(["{Delete}", "{Backspace}"])("%s on the chip takes the filter away", async (key) => {
  render(<Chip options={few} initial={["Rider"]} />);
  screen.getByRole("button", { name: "Product: Rider" }).focus();
  await userEvent.keyboard(key);
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Product" }));
});

test("the cross takes the filter away without opening it", async () => {
  render(<Chip options={few} initial={["Rider"]} />);
  await userEvent.click(screen.getByRole("button", { name: "Remove filter: Product" }));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Product" }));
});
