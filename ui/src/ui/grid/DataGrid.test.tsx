import { act, fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, test, vi } from "vitest";
import { DataGrid, type GridColumn, type GridSort } from "@/ui";
import { expectNoAxeFindings } from "@/testing/axe";
import { fittingColumns } from "./columns";

interface Row {
  id: string;
  name: string;
}

const columns: readonly GridColumn<Row>[] = [
  { id: "name", header: "Name", minWidth: 200, sortable: true, render: (row) => row.name },
  { id: "id", header: "Id", minWidth: 100, sortable: true, render: (row) => row.id },
  { id: "note", header: "Note", minWidth: 100, render: () => "note" },
];

const row = (index: number): Row => ({ id: `id-${index}`, name: `Person ${index}` });

interface HostProps {
  total?: number;
  loaded?: (index: number) => boolean;
  onOpen?: (row: Row) => void;
  onSort?: (sort: GridSort) => void;
  onRangeChange?: (first: number, last: number) => void;
}

/** Keeps the selection as positions and shows it, the way an owner would. */
function Host({ total = 1000, loaded = () => true, onOpen, onSort, onRangeChange }: HostProps) {
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const [all, setAll] = useState(false);
  const indexOf = (one: Row) => Number(one.id.slice(3));
  return (
    <>
      <DataGrid<Row>
        label="People"
        columns={columns}
        total={total}
        getRow={(index) => (loaded(index) ? row(index) : undefined)}
        rowKey={(one) => one.id}
        {...(onOpen && { onOpen })}
        {...(onRangeChange && { onRangeChange })}
        onSort={onSort ?? (() => {})}
        sort={{ column: "name", direction: "ascending" }}
        empty={<p>Nobody</p>}
        selection={{
          isSelected: (one) => all || selected.has(indexOf(one)),
          toggle: (_, index) =>
            setSelected(
              (old) => new Set(old.has(index) ? [...old].filter((one) => one !== index) : [...old, index]),
            ),
          setRange: (first, last, on) =>
            setSelected((old) => {
              const next = new Set(old);
              for (let index = first; index <= last; index++) {
                if (on) next.add(index);
                else next.delete(index);
              }
              return next;
            }),
          setAll: (on) => {
            setAll(on);
            setSelected(new Set());
          },
          allState: all ? "all" : selected.size > 0 ? "some" : "none",
          rowLabel: (one) => `Select ${one.name}`,
          allLabel: "Select all",
        }}
      />
      <output>{all ? "all" : [...selected].toSorted((a, b) => a - b).join(" ")}</output>
    </>
  );
}

const selection = () => document.querySelector("output")?.textContent;
const focusedRow = () => document.activeElement?.getAttribute("data-index");
const rowAt = (index: number) => {
  const found = document.querySelector<HTMLElement>(`[data-index="${index}"]`);
  if (!found) throw new Error(`row ${index} is not drawn`);
  return found;
};

function startAt(index: number) {
  act(() => rowAt(index).focus());
}

describe("drawing", () => {
  test("only rows in sight exist, and they say where they are", () => {
    render(<Host total={100_000} />);
    const grid = screen.getByRole("grid", { name: "People" });
    expect(grid.getAttribute("aria-rowcount")).toBe("100001");
    expect(screen.getAllByRole("row").length).toBeLessThan(40);
    expect(rowAt(3).getAttribute("aria-rowindex")).toBe("5");
  });

  test("a row that is not loaded keeps its place, and asks to be loaded", () => {
    const onRangeChange = vi.fn();
    render(<Host loaded={(index) => index !== 2} onRangeChange={onRangeChange} />);
    expect(rowAt(2).getAttribute("aria-busy")).toBe("true");
    expect(within(rowAt(2)).queryByRole("checkbox")).toBeNull();
    const [first, last] = onRangeChange.mock.lastCall as [number, number];
    expect(first).toBe(0);
    expect(last).toBeGreaterThan(10);
    expect(last).toBeLessThan(40);
  });

  test("without rows the empty state shows below the headers", () => {
    render(<Host total={0} />);
    expect(screen.getByText("Nobody")).toBeTruthy();
    expect(screen.getAllByRole("columnheader").length).toBe(4);
  });

  test("axe finds nothing, with rows, places and without", async () => {
    const { unmount } = render(<Host total={6} loaded={(index) => index !== 2} />);
    await expectNoAxeFindings();
    unmount();
    render(<Host total={0} />);
    await expectNoAxeFindings();
  });
});

describe("the keyboard", () => {
  test.each([
    ["{ArrowDown}", "4"],
    ["{ArrowUp}", "2"],
    ["{ArrowDown}{ArrowDown}{ArrowUp}", "4"],
    ["{Home}", "0"],
    ["{End}", "999"],
    ["{PageDown}", "14"],
    ["{PageUp}", "0"],
    ["{End}{ArrowDown}", "999"],
    ["{End}{PageUp}", "988"],
  ])("%s moves the focus from row 3 to row %s", async (keys, expected) => {
    render(<Host />);
    startAt(3);
    await userEvent.keyboard(keys);
    expect(focusedRow()).toBe(expected);
  });

  test("there are two stops of the Tab key: the header and the rows", async () => {
    render(<Host />);
    await userEvent.tab();
    expect(document.activeElement).toBe(screen.getByRole("checkbox", { name: "Select all" }));
    await userEvent.tab();
    expect(focusedRow()).toBe("0");
    await userEvent.tab();
    expect(focusedRow()).toBeNull();
    expect(document.activeElement).toBe(document.body);
  });

  test("up from the first row leads to the header, down back", async () => {
    render(<Host />);
    startAt(0);
    await userEvent.keyboard("{ArrowUp}{ArrowRight}");
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Name" }));
    await userEvent.keyboard("{ArrowDown}");
    expect(focusedRow()).toBe("0");
  });

  test.each([
    ["{ }", "3"],
    ["{ }{ }", ""],
    ["{ }{ArrowDown}{ }", "3 4"],
    ["{Shift>}{ArrowDown}{ArrowDown}{/Shift}", "3 4 5"],
    ["{Shift>}{ArrowDown}{ArrowDown}{ArrowUp}{/Shift}", "3 4"],
    ["{Shift>}{ArrowDown}{ArrowUp}{ArrowUp}{ArrowUp}{/Shift}", "1 2 3"],
    ["{Shift>}{Home}{/Shift}", "0 1 2 3"],
    ["{Control>}a{/Control}", "all"],
    ["{Control>}a{/Control}{Escape}", ""],
  ])("%s on row 3 selects: %s", async (keys, expected) => {
    render(<Host />);
    startAt(3);
    await userEvent.keyboard(keys);
    expect(selection()).toBe(expected);
  });

  test("Enter opens the row, but not one that is not loaded", async () => {
    const onOpen = vi.fn();
    render(<Host onOpen={onOpen} loaded={(index) => index !== 4} />);
    startAt(3);
    await userEvent.keyboard("{Enter}");
    expect(onOpen).toHaveBeenCalledWith(row(3), 3);
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(onOpen).toHaveBeenCalledOnce();
  });

  test("the focus stays on its row when the row arrives", () => {
    const { rerender } = render(<Host loaded={() => false} />);
    startAt(3);
    rerender(<Host />);
    expect(focusedRow()).toBe("3");
    expect(rowAt(3).textContent).toContain("Person 3");
  });
});

describe("the mouse", () => {
  test("the box selects, the row opens", async () => {
    const onOpen = vi.fn();
    render(<Host onOpen={onOpen} />);
    await userEvent.click(screen.getByRole("checkbox", { name: "Select Person 2" }));
    expect(selection()).toBe("2");
    expect(onOpen).not.toHaveBeenCalled();
    expect(rowAt(2).getAttribute("aria-selected")).toBe("true");
    await userEvent.click(screen.getByText("Person 5"));
    expect(onOpen).toHaveBeenCalledWith(row(5), 5);
    expect(focusedRow()).toBe("5");
  });

  test("Shift selects from the last one, Ctrl adds one", () => {
    render(<Host />);
    fireEvent.click(screen.getByText("Person 2"));
    fireEvent.click(screen.getByText("Person 4"), { shiftKey: true });
    fireEvent.click(screen.getByText("Person 7"), { ctrlKey: true });
    expect(selection()).toBe("2 3 4 7");
  });

  test("the box in the header selects all, then none", async () => {
    render(<Host />);
    const box = screen.getByRole<HTMLInputElement>("checkbox", { name: "Select all" });
    await userEvent.click(screen.getByRole("checkbox", { name: "Select Person 1" }));
    expect(box.getAttribute("aria-checked")).toBe("mixed");
    await userEvent.click(box);
    expect(selection()).toBe("all");
    await userEvent.click(box);
    expect(selection()).toBe("");
  });

  test("a header says how it is sorted, and turns the order", async () => {
    const onSort = vi.fn();
    render(<Host onSort={onSort} />);
    const header = screen.getByRole("columnheader", { name: "Name" });
    expect(header.getAttribute("aria-sort")).toBe("ascending");
    await userEvent.click(screen.getByRole("button", { name: "Name" }));
    expect(onSort).toHaveBeenLastCalledWith({ column: "name", direction: "descending" });
    await userEvent.click(screen.getByRole("button", { name: "Id" }));
    expect(onSort).toHaveBeenLastCalledWith({ column: "id", direction: "ascending" });
    expect(screen.getByRole("columnheader", { name: "Note" }).hasAttribute("aria-sort")).toBe(false);
  });
});

test.each([
  [900, "a b c d"],
  [560, "a b c"],
  [420, "a b"],
  [100, "a b"],
])("in %d pixels the columns %s fit", (width, expected) => {
  const sized = [
    { id: "a", minWidth: 200 },
    { id: "b", minWidth: 150 },
    { id: "c", minWidth: 100, priority: 1 },
    { id: "d", minWidth: 100, priority: 2 },
  ];
  expect(
    fittingColumns(sized, width, true)
      .map((column) => column.id)
      .join(" "),
  ).toBe(expected);
});
