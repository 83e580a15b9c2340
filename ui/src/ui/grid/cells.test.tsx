import { fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { focusedRow, GridHost, row, rowAt, selection, startAt } from "@/testing/GridHost";

describe("cells", () => {
  const focusedCell = () => document.activeElement?.getAttribute("aria-colindex") ?? null;

  test.each([
    ["{ArrowRight}", "3", "1"],
    ["{ArrowRight}{ArrowRight}", "3", "2"],
    ["{ArrowRight}{ArrowRight}{ArrowDown}", "4", "2"],
    ["{ArrowRight}{ArrowLeft}", "3", null],
    ["{ArrowLeft}", "3", null],
    ["{ArrowRight}{End}", "3", "4"],
    ["{ArrowRight}{End}{ArrowRight}", "3", "4"],
    ["{ArrowRight}{End}{Home}", "3", "1"],
    ["{ArrowRight}{Control>}{End}{/Control}", "999", "1"],
    ["{ArrowRight}{Control>}{Home}{/Control}", "0", "1"],
    ["{Control>}{End}{/Control}", "999", null],
  ])("%s from row 3 leads to row %s, cell %s", async (keys, index, cell) => {
    render(<GridHost />);
    startAt(3);
    await userEvent.keyboard(keys);
    expect(document.activeElement?.closest("[data-index]")?.getAttribute("data-index")).toBe(index);
    expect(focusedCell()).toBe(cell);
  });

  test("act like their row, and the Tab key leads back to them", async () => {
    const onOpen = vi.fn();
    render(<GridHost onOpen={onOpen} />);
    startAt(3);
    await userEvent.keyboard("{ArrowRight}{ArrowRight}{Enter} ");
    expect(onOpen).toHaveBeenCalledWith(row(3), 3);
    expect(selection()).toBe("3");
    await userEvent.tab();
    await userEvent.tab({ shift: true });
    expect(focusedCell()).toBe("2");
    await userEvent.click(screen.getByText("Person 5"));
    expect(focusedRow()).toBe("5");
  });

  test("and headers say which column they are in, and how many there are", () => {
    render(<GridHost />);
    expect(screen.getByRole("grid").getAttribute("aria-colcount")).toBe("4");
    const indexes = screen.getAllByRole("columnheader").map((cell) => cell.getAttribute("aria-colindex"));
    expect(indexes).toEqual(["1", "2", "3", "4"]);
    const cells = within(rowAt(2)).getAllByRole("gridcell");
    expect(cells.map((cell) => cell.getAttribute("aria-colindex"))).toEqual(["1", "2", "3", "4"]);
  });
});

describe("the width of columns", () => {
  const said = () => document.querySelector('[role="status"]')?.textContent;
  const edge = (name: string) => screen.getByRole("separator", { name: `Width of ${name}` });
  // jsdom lays nothing out: every header is 900 pixels wide.
  const pull = (from: HTMLElement, distance: number) => {
    fireEvent.pointerDown(from, { button: 0, clientX: 500 });
    fireEvent.pointerMove(from, { clientX: 500 + distance });
  };

  test("follows the pointer without drawing rows anew, and the columns before it keep theirs", () => {
    const onResize = vi.fn();
    render(<GridHost onResize={onResize} />);
    const drawn = rowAt(2).innerHTML;
    pull(edge("Id"), -700);
    expect(screen.getByRole("grid").style.getPropertyValue("--grid-template")).toContain("900px 200px");
    expect(onResize).not.toHaveBeenCalled();
    expect(rowAt(2).innerHTML).toBe(drawn);
    fireEvent.pointerUp(edge("Id"));
    expect(onResize).toHaveBeenCalledExactlyOnceWith(
      new Map([
        ["name", 900],
        ["id", 200],
      ]),
    );
  });

  test("stays possible, and comes back with Escape", async () => {
    const onResize = vi.fn();
    render(<GridHost onResize={onResize} />);
    const before = screen.getByRole("grid").style.getPropertyValue("--grid-template");
    pull(edge("Name"), -2_000);
    expect(screen.getByRole("grid").style.getPropertyValue("--grid-template")).toContain("60px");
    await userEvent.keyboard("{Escape}");
    fireEvent.pointerMove(edge("Name"), { clientX: 100 });
    expect(screen.getByRole("grid").style.getPropertyValue("--grid-template")).toBe(before);
    expect(onResize).not.toHaveBeenCalled();
  });

  test("is what fits after a double click", () => {
    const onResize = vi.fn();
    render(<GridHost onResize={onResize} />);
    fireEvent.doubleClick(edge("Id"));
    expect(onResize).toHaveBeenCalledExactlyOnceWith(new Map([["id", null]]));
  });

  test("can be changed by keys, after Enter only", async () => {
    const onResize = vi.fn();
    render(<GridHost onResize={onResize} />);
    await userEvent.tab();
    await userEvent.keyboard("{ArrowRight}{ArrowRight}");
    expect(document.activeElement).toBe(edge("Name"));
    await userEvent.keyboard("{ArrowRight}{ArrowLeft}");
    expect(onResize).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(edge("Name"));
    expect(said()).toBe("");
    await userEvent.keyboard("{Enter}{ArrowLeft}");
    expect(said()).toBe("Arrows change Name");
    expect(onResize).toHaveBeenLastCalledWith(new Map([["name", 890]]));
    await userEvent.keyboard("{Shift>}{ArrowLeft}{/Shift}");
    expect(onResize).toHaveBeenLastCalledWith(new Map([["name", 850]]));
    await userEvent.keyboard("{Escape}");
    expect(onResize.mock.lastCall?.[0].get("name")).toBeNull();
    expect(said()).toBe("");
    await userEvent.keyboard("{ArrowRight}");
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Id" }));
  });

  test("is told to screen readers", () => {
    render(<GridHost />);
    expect(edge("Id").getAttribute("aria-valuenow")).toBe("900");
    expect(edge("Id").getAttribute("aria-valuemin")).toBe("60");
  });
});
