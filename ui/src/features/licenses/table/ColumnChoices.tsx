import { useState } from "react";
import { useText } from "@/i18n";
import type { ColumnLayout, TableColumn } from "@/platform";
import { ArrangedList, Button } from "@/ui";
import styles from "./ColumnChooser.module.css";
import { allColumns, columnName, layoutOf } from "./columns";

export interface ColumnChoicesProps {
  columns: readonly ColumnLayout[];
  setColumns: (columns: readonly ColumnLayout[]) => void;
}

/** While it is open every column keeps its place, chosen or not; the next time the chosen ones come first. */
export function ColumnChoices({ columns, setColumns }: ColumnChoicesProps) {
  const text = useText();
  const layout = layoutOf(columns);
  const shown = layout.map(({ column }) => column);
  const [order, setOrder] = useState(() => inOrder(shown));
  const show = (next: readonly TableColumn[], chosen: ReadonlySet<TableColumn>) =>
    setColumns(
      next
        .filter((column) => chosen.has(column))
        .map((column) => layout.find((one) => one.column === column) ?? { column, width: null }),
    );
  return (
    <div className={styles.popover}>
      <ArrangedList
        label={text("licenses.columns.list")}
        items={order.map((id) => ({ id, label: text(columnName(id)) }))}
        selected={new Set(shown)}
        onSelect={(chosen) => show(order, chosen)}
        onMove={(next) => {
          setOrder(next);
          show(next, new Set(shown));
        }}
      />
      <div className={styles.foot}>
        <Button
          variant="quiet"
          size="small"
          fullWidth
          onPress={() => {
            setOrder(inOrder(layoutOf([]).map(({ column }) => column)));
            setColumns([]);
          }}
        >
          {text("licenses.columns.reset")}
        </Button>
      </div>
    </div>
  );
}

function inOrder(shown: readonly TableColumn[]): TableColumn[] {
  return [...shown, ...allColumns.filter((column) => !shown.includes(column))];
}
