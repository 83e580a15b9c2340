import { render, screen, within } from "@testing-library/react";
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
  await userEvent.keyboard("{Escape}");
  expect(screen.getByRole("button", { name: "Product" })).toBeTruthy();
});
