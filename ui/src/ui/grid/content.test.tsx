import { fireEvent, render, screen, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { columns, type Row, row, rowAt, startAt } from "@/testing/GridHost";
import { DataGrid } from "./DataGrid";

const isEven = ({ id }: Row) => Number(id.slice(3)) % 2 === 0;

function show() {
  const setAll = vi.fn();
  render(
    <DataGrid<Row>
      label="People"
      density="content"
      columns={columns}
      total={6}
      getRow={row}
      rowKey={({ id }) => id}
      selection={{
        isSelected: isEven,
        canSelect: isEven,
        toggle: () => {},
        setRange: () => {},
        setAll,
        allState: "some",
        isKept: true,
        rowLabel: ({ name }) => `Include ${name}`,
        allLabel: "Include all",
      }}
    />,
  );
  return { setAll };
}

it("a row that can't be selected has no box, and is not called unselected", () => {
  show();
  const [one, other] = [rowAt(0), rowAt(1)];
  expect(within(one).getByRole("checkbox", { name: "Include Person 0" })).toBeTruthy();
  expect(one.getAttribute("aria-selected")).toBe("true");
  expect(within(other).queryByRole("checkbox")).toBeNull();
  expect(other.hasAttribute("aria-selected")).toBe(false);
});

it("rows as high as their content get no height, and stand where those above them end", () => {
  show();
  expect(rowAt(1).style.height).toBe("");
  // As the page of the tests measures them.
  expect(rowAt(2).style.transform).toBe(`translateY(${2 * 600}px)`);
});

it("Escape leaves a selection that is kept, Ctrl+A selects all", () => {
  const { setAll } = show();
  startAt(0);
  fireEvent.keyDown(rowAt(0), { key: "Escape" });
  expect(setAll).not.toHaveBeenCalled();
  fireEvent.keyDown(rowAt(0), { key: "a", ctrlKey: true });
  expect(setAll).toHaveBeenCalledWith(true);
  expect(screen.getByRole("grid", { name: "People" })).toBeTruthy();
});
