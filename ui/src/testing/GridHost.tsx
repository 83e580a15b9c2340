import { act } from "@testing-library/react";
import { useState } from "react";
import { type ColumnWidths, DataGrid, type GridColumn, type GridSort } from "@/ui";

export interface Row {
  id: string;
  name: string;
}

export const columns: readonly GridColumn<Row>[] = [
  { id: "name", header: "Name", minWidth: 200, sortable: true, render: (row) => row.name },
  { id: "id", header: "Id", minWidth: 100, sortable: true, render: (row) => row.id },
  { id: "note", header: "Note", minWidth: 100, render: () => "note" },
];

export const row = (index: number): Row => ({ id: `id-${index}`, name: `Person ${index}` });

export interface HostProps {
  total?: number;
  loaded?: (index: number) => boolean;
  onOpen?: (row: Row) => void;
  onSort?: (sort: GridSort) => void;
  onRangeChange?: (first: number, last: number) => void;
  onResize?: (widths: ColumnWidths) => void;
  onSetRange?: (first: number, last: number, on: boolean) => void;
  content?: string;
}

/** A grid whose owner keeps the selection as positions, and shows it. */
export function GridHost(props: HostProps) {
  const { total = 1000, loaded = () => true, onOpen, onSort, onRangeChange, onResize } = props;
  const [widths, setWidths] = useState<ColumnWidths>(new Map());
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const [all, setAll] = useState(false);
  const indexOf = (one: Row) => Number(one.id.slice(3));
  return (
    <>
      <DataGrid<Row>
        label="People"
        columns={columns.map((column) => ({ ...column, width: widths.get(column.id) ?? null }))}
        content={props.content}
        resizing={{
          onResize: (next) => {
            setWidths((old) => new Map([...old, ...next]));
            onResize?.(next);
          },
          label: (header) => `Width of ${header}`,
          byKeys: (header) => `Arrows change ${header}`,
          help: "Enter, then arrows",
        }}
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
          setRange: (first, last, on) => {
            props.onSetRange?.(first, last, on);
            setSelected((old) => {
              const next = new Set(old);
              for (let index = first; index <= last; index++) {
                if (on) next.add(index);
                else next.delete(index);
              }
              return next;
            });
          },
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

export const selection = () => document.querySelector("output")?.textContent;
export const focusedRow = () => document.activeElement?.getAttribute("data-index");
export const rowAt = (index: number) => {
  const found = document.querySelector<HTMLElement>(`[data-index="${index}"]`);
  if (!found) throw new Error(`row ${index} is not drawn`);
  return found;
};

export function startAt(index: number) {
  act(() => rowAt(index).focus());
}
