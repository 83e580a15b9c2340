import { type ReactNode, useMemo } from "react";
import { type MessageId, useText } from "@/i18n";
import type { ColumnLayout, LicenseRow, SortColumn, TableColumn } from "@/platform";
import type { GridColumn } from "@/ui";
import {
  AssignedOnCell,
  EmailCell,
  HolderCell,
  LastSeenCell,
  ProductCell,
  RevocableCell,
  TeamCell,
  TextCell,
  UntilCell,
  YesNoCell,
} from "./cells";
import { StateBadge } from "./StateBadge";

export type LicenseColumn = GridColumn<LicenseRow> & { id: TableColumn };

/** What is shown where nobody chose. */
export const standardColumns: readonly TableColumn[] = [
  "product",
  "assignee",
  "team",
  "state",
  "validUntil",
  "lastSeen",
];

interface Spec {
  header: MessageId;
  /** In pixels. */
  width: number;
  grow: number;
  /** Where the standard columns have little room, the highest number goes first. */
  priority?: number;
  render: (row: LicenseRow) => ReactNode;
}

/** Every column that there is, those that are shown by themselves first. */
const specs: Readonly<Record<TableColumn, Spec>> = {
  product: {
    header: "licenses.column.product",
    // As wide as "IntelliJ IDEA Ultimate" with its tile.
    width: 186,
    grow: 1.1,
    render: (row) => <ProductCell row={row} />,
  },
  assignee: {
    header: "licenses.column.assignee",
    width: 150,
    grow: 1.3,
    render: (row) => <HolderCell holder={row.holder} />,
  },
  team: {
    header: "licenses.column.team",
    width: 110,
    grow: 0.8,
    priority: 2,
    render: (row) => <TeamCell team={row.team} />,
  },
  state: {
    header: "licenses.column.state",
    // As wide as "Locked until 23 Dec" with its lock.
    width: 170,
    grow: 0.6,
    render: (row) => <StateBadge row={row} />,
  },
  validUntil: {
    header: "licenses.column.validUntil",
    width: 98,
    grow: 0.6,
    priority: 1,
    render: (row) => <UntilCell row={row} />,
  },
  lastSeen: {
    header: "licenses.column.lastSeen",
    width: 104,
    grow: 0.6,
    priority: 3,
    render: (row) => <LastSeenCell row={row} />,
  },
  id: { header: "licenses.column.id", width: 112, grow: 0.4, render: (row) => <TextCell text={row.id} /> },
  email: {
    header: "licenses.column.email",
    width: 190,
    grow: 1,
    render: (row) => <EmailCell holder={row.holder} />,
  },
  assignedOn: {
    header: "licenses.column.assignedOn",
    width: 112,
    grow: 0.5,
    render: (row) => <AssignedOnCell row={row} />,
  },
  revocableFrom: {
    header: "licenses.column.revocableFrom",
    width: 126,
    grow: 0.5,
    render: (row) => <RevocableCell row={row} />,
  },
  pack: {
    header: "licenses.column.pack",
    width: 112,
    grow: 0.5,
    render: (row) => <TextCell text={row.pack} />,
  },
  renews: {
    header: "licenses.column.renews",
    width: 88,
    grow: 0.3,
    render: (row) => <YesNoCell is={row.renews} />,
  },
  transferable: {
    header: "licenses.column.transferable",
    width: 112,
    grow: 0.3,
    render: (row) => <YesNoCell is={row.isTransferable} />,
  },
  trial: {
    header: "licenses.column.trial",
    width: 76,
    grow: 0.3,
    render: (row) => <YesNoCell is={row.isTrial} />,
  },
  domain: {
    header: "licenses.column.domain",
    width: 150,
    grow: 0.6,
    render: (row) => <TextCell text={row.domain} />,
  },
};

export const allColumns = Object.keys(specs) as readonly TableColumn[];

/** Columns that the application can sort by have the same name there. */
const sortable: Readonly<Record<SortColumn, true>> = {
  product: true,
  assignee: true,
  team: true,
  state: true,
  validUntil: true,
  lastSeen: true,
  id: true,
  email: true,
  assignedOn: true,
  pack: true,
};

export function isSortColumn(column: string): column is SortColumn {
  return Object.hasOwn(sortable, column);
}

export function columnName(column: TableColumn): MessageId {
  return specs[column].header;
}

/** The columns that are shown, in their order. */
export function layoutOf(columns: readonly ColumnLayout[]): readonly ColumnLayout[] {
  return columns.length > 0 ? columns : standardColumns.map((column) => ({ column, width: null }));
}

/** Details beside the table show the rest, so team and last use give their room to names early. */
const NARROW: Readonly<Partial<Record<TableColumn, Partial<Spec>>>> = {
  product: { grow: 0.6 },
  assignee: { width: 102, grow: 2 },
  team: { width: 150, grow: 0.6 },
  lastSeen: { width: 150 },
};

/**
 * The columns of the table. Of the standard ones the least important go where there is little room; columns that a
 * person chose are all there, and the table scrolls sideways. `isNarrow`: details are shown beside the table.
 */
export function useLicenseColumns(
  columns: readonly ColumnLayout[],
  isNarrow: boolean,
): readonly LicenseColumn[] {
  const text = useText();
  return useMemo(() => {
    const layout = layoutOf(columns);
    const isStandard = layout.map(({ column }) => column).join() === standardColumns.join();
    return layout.map(({ column, width }) => {
      const {
        header,
        priority = 0,
        ...spec
      } = {
        ...specs[column],
        ...(isNarrow && isStandard && NARROW[column]),
      };
      return {
        id: column,
        header: text(header),
        minWidth: spec.width,
        width,
        grow: spec.grow,
        sortable: isSortColumn(column),
        priority: isStandard ? priority : 0,
        render: spec.render,
      };
    });
  }, [columns, text, isNarrow]);
}
