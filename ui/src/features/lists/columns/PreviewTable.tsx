import { useText } from "@/i18n";
import type { Column, Preview } from "@/platform";
import { type Choice, Select } from "@/ui";
import { COLUMNS, type ListColumns, roleOf, withRole } from "./columns";
import styles from "./PreviewTable.module.css";
import { columnTitle } from "./words";

export interface PreviewTableProps {
  preview: Preview;
  columns: ListColumns;
  setColumns: (columns: ListColumns) => void;
}

const UNUSED = "unused";

/** Enough to tell what is in a column. */
const ROWS = 6;

/** The first rows, and above each column what it is taken for. */
export function PreviewTable({ preview, columns, setColumns }: PreviewTableProps) {
  const text = useText();
  const choices: Choice<Column | typeof UNUSED>[] = [
    { id: UNUSED, label: text("lists.column.unused") },
    ...COLUMNS.map((column) => ({ id: column, label: columnTitle(text, column) })),
  ];
  const places = Array.from({ length: preview.columns }, (_, at) => at);
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={text("lists.firstRows")}>
        <thead>
          <tr>
            <th scope="col" className={styles.line}>
              {text("lists.line")}
            </th>
            {places.map((at) => {
              const role = roleOf(columns, at);
              return (
                <th key={at} scope="col" data-unused={role === null || undefined}>
                  <Select
                    label={preview.headings?.[at] || text("lists.columnNumber", { number: at + 1 })}
                    choices={choices}
                    value={role ?? UNUSED}
                    onChange={(id) => setColumns(withRole(columns, at, id === UNUSED ? null : id))}
                  />
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody data-selectable>
          {preview.rows.slice(0, ROWS).map(({ line, cells }) => (
            <tr key={line}>
              <td className={styles.line}>{line}</td>
              {places.map((at) => (
                <td key={at} data-unused={roleOf(columns, at) === null || undefined} title={cells[at]}>
                  {cells[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
