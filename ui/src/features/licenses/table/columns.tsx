import { useMemo } from "react";
import { useText } from "@/i18n";
import type { LicenseRow, SortColumn } from "@/platform";
import type { GridColumn } from "@/ui";
import { HolderCell, LastSeenCell, ProductCell, TeamCell, UntilCell } from "./cells";
import { StateBadge } from "./StateBadge";

type LicenseColumn = GridColumn<LicenseRow> & { id: SortColumn };

/**
 * The columns of the table. Where there is little room, when it was seen goes first, then the team, then the end.
 * `isNarrow`: details beside the table show the rest, so that names may be cut off.
 */
export function useLicenseColumns(isNarrow: boolean): readonly LicenseColumn[] {
  const text = useText();
  return useMemo(
    () => [
      {
        id: "product",
        header: text("licenses.column.product"),
        minWidth: isNarrow ? 146 : 166,
        grow: 1.15,
        sortable: true,
        render: (row) => <ProductCell row={row} />,
      },
      {
        id: "assignee",
        header: text("licenses.column.assignee"),
        minWidth: isNarrow ? 136 : 150,
        grow: 1.3,
        sortable: true,
        render: (row) => <HolderCell holder={row.holder} />,
      },
      {
        id: "team",
        header: text("licenses.column.team"),
        minWidth: 92,
        grow: 0.8,
        sortable: true,
        priority: 2,
        render: (row) => <TeamCell team={row.team} />,
      },
      {
        id: "state",
        header: text("licenses.column.state"),
        minWidth: 170,
        grow: 0.7,
        sortable: true,
        render: (row) => <StateBadge row={row} />,
      },
      {
        id: "validUntil",
        header: text("licenses.column.validUntil"),
        minWidth: 104,
        grow: 0.6,
        sortable: true,
        priority: 1,
        render: (row) => <UntilCell row={row} />,
      },
      {
        id: "lastSeen",
        header: text("licenses.column.lastSeen"),
        minWidth: 104,
        grow: 0.6,
        sortable: true,
        priority: 3,
        render: (row) => <LastSeenCell row={row} />,
      },
    ],
    [text, isNarrow],
  );
}
