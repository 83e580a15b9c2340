import { fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { expectNoAxeFindings } from "@/testing/axe";
import { focusedRow, GridHost, row, rowAt, selection, startAt } from "@/testing/GridHost";
import { fittingColumns } from "./columns";

describe("drawing", () => {
  test("only rows in sight exist, and they say where they are", () => {
    render(<GridHost total={100_000} />);
    const grid = screen.getByRole("grid", { name: "People" });
    expect(grid.getAttribute("aria-rowcount")).toBe("100001");
    expect(screen.getAllByRole("row").length).toBeLessThan(40);
    expect(rowAt(3).getAttribute("aria-rowindex")).toBe("5");
  });

  test("a row that is not loaded keeps its place, and asks to be loaded", () => {
    const onRangeChange = vi.fn();
    render(<GridHost loaded={(index) => index !== 2} onRangeChange={onRangeChange} />);
    expect(rowAt(2).getAttribute("aria-busy")).toBe("true");
    expect(within(rowAt(2)).queryByRole("checkbox")).toBeNull();
    const [first, last] = onRangeChange.mock.lastCall as [number, number];
    expect(first).toBe(0);
    expect(last).toBeGreaterThan(10);
    expect(last).toBeLessThan(40);
  });

  test("without rows the empty state shows below the headers", () => {
    render(<GridHost total={0} />);
    expect(screen.getByText("Nobody")).toBeTruthy();
    expect(screen.getAllByRole("columnheader").length).toBe(4);
  });

  test("axe finds nothing, with rows, places and without", async () => {
    const { unmount } = render(<GridHost total={6} loaded={(index) => index !== 2} />);
    await expectNoAxeFindings();
    unmount();
    render(<GridHost total={0} />);
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
    render(<GridHost />);
    startAt(3);
    await userEvent.keyboard(keys);
    expect(focusedRow()).toBe(expected);
  });

  test("there are two stops of the Tab key: the header and the rows", async () => {
    render(<GridHost />);
    await userEvent.tab();
    expect(document.activeElement).toBe(screen.getByRole("checkbox", { name: "Select all" }));
    await userEvent.tab();
    expect(focusedRow()).toBe("0");
    await userEvent.tab();
    expect(focusedRow()).toBeNull();
    expect(document.activeElement).toBe(document.body);
  });

  test("up from the first row leads to the header, down back", async () => {
    render(<GridHost />);
    startAt(0);
    await userEvent.keyboard("{ArrowUp}{ArrowRight}");
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Name" }));
    await userEvent.keyboard("{End}{ArrowLeft}");
    expect(document.activeElement).toBe(screen.getByRole("columnheader", { name: "Note" }));
    await userEvent.keyboard("{ArrowDown}");
    expect(focusedRow()).toBe("0");
  });

  test("up from a cell leads to the header of its column, and the arrows go on from there", async () => {
    render(<GridHost />);
    startAt(0);
    await userEvent.keyboard("{ArrowRight}{ArrowRight}{ArrowRight}{ArrowUp}");
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Id" }));
    await userEvent.keyboard("{ArrowDown}{ArrowRight}{ArrowUp}");
    expect(document.activeElement).toBe(screen.getByRole("checkbox", { name: "Select all" }));
    await userEvent.keyboard("{ArrowRight}");
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Name" }));
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
    ["{Shift>}{ArrowDown}{ArrowDown}{/Shift}{Escape}{Shift>}{ArrowDown}{/Shift}", "3 4 5 6"],
  ])("%s on row 3 selects: %s", async (keys, expected) => {
    render(<GridHost />);
    startAt(3);
    await userEvent.keyboard(keys);
    expect(selection()).toBe(expected);
  });

  test("Enter opens the row, but not one that is not loaded", async () => {
    const onOpen = vi.fn();
    render(<GridHost onOpen={onOpen} loaded={(index) => index !== 4} />);
    startAt(3);
    await userEvent.keyboard("{Enter}");
    expect(onOpen).toHaveBeenCalledWith(row(3), 3);
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(onOpen).toHaveBeenCalledOnce();
  });

  test("the focus stays on its row when the row arrives", () => {
    const { rerender } = render(<GridHost loaded={() => false} />);
    startAt(3);
    rerender(<GridHost />);
    expect(focusedRow()).toBe("3");
    expect(rowAt(3).textContent).toContain("Person 3");
  });
});

test("other content starts from the top, the same content stays where it is", () => {
  const { rerender } = render(<GridHost content="one" />);
  startAt(6);
  const scroller = screen.getByRole("grid").parentElement as HTMLElement;
  scroller.scrollTop = 44;
  rerender(<GridHost content="one" total={900} />);
  expect(scroller.scrollTop).toBe(44);
  expect(focusedRow()).toBe("6");
  rerender(<GridHost content="two" />);
  expect(scroller.scrollTop).toBe(0);
  expect(focusedRow()).toBe("0");
});

test("a range of other rows has nothing to do with the one before", async () => {
  const onSetRange = vi.fn();
  const { rerender } = render(<GridHost content="one" onSetRange={onSetRange} />);
  startAt(3);
  await userEvent.keyboard("{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
  rerender(<GridHost content="two" onSetRange={onSetRange} />);
  onSetRange.mockClear();
  await userEvent.keyboard("{Shift>}{ArrowDown}{/Shift}");
  expect(onSetRange.mock.calls).toEqual([[0, 1, true]]);
});

test("a long range is asked for once, then only what is added to it", async () => {
  const onSetRange = vi.fn();
  render(<GridHost total={100_000} onSetRange={onSetRange} />);
  startAt(3);
  await userEvent.keyboard("{Shift>}{End}{ArrowUp}{/Shift}");
  expect(onSetRange.mock.calls).toEqual([
    [3, 99_999, true],
    [99_999, 99_999, false],
  ]);
});

describe("the mouse", () => {
  test("the box selects, the row opens", async () => {
    const onOpen = vi.fn();
    render(<GridHost onOpen={onOpen} />);
    await userEvent.click(screen.getByRole("checkbox", { name: "Select Person 2" }));
    expect(selection()).toBe("2");
    expect(onOpen).not.toHaveBeenCalled();
    expect(rowAt(2).getAttribute("aria-selected")).toBe("true");
    await userEvent.click(screen.getByText("Person 5"));
    expect(onOpen).toHaveBeenCalledWith(row(5), 5);
    expect(focusedRow()).toBe("5");
  });

  test("Shift selects from the last one, Ctrl adds one", () => {
    render(<GridHost />);
    fireEvent.click(screen.getByText("Person 2"));
    fireEvent.click(screen.getByText("Person 4"), { shiftKey: true });
    fireEvent.click(screen.getByText("Person 7"), { ctrlKey: true });
    expect(selection()).toBe("2 3 4 7");
  });

  test("the box in the header selects all, then none", async () => {
    render(<GridHost />);
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
    render(<GridHost onSort={onSort} />);
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
