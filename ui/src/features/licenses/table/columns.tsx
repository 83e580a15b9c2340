import { useMemo } from "react";
import { useText } from "@/i18n";
import type { LicenseRow, SortColumn } from "@/platform";
import type { GridColumn } from "@/ui";
import { HolderCell, LastSeenCell, ProductCell, TeamCell, UntilCell } from "./cells";
import { StateBadge } from "./StateBadge";

/** As wide as "IntelliJ IDEA Ultimate" with its tile. */
const PRODUCT = 186;

/** As wide as "Locked until 23 Dec" with its lock. */
const STATE = 170;

type LicenseColumn = GridColumn<LicenseRow> & { id: SortColumn };

/**
 * The columns of the table. Where there is little room, when it was seen goes first, then the team, then the end.
 * `isNarrow`: details beside the table show the rest, so team and last use give their room to names early.
 */
export function useLicenseColumns(isNarrow: boolean): readonly LicenseColumn[] {
  const text = useText();
  return useMemo(
    () => [
      {
        id: "product",
        header: text("licenses.column.product"),
        minWidth: PRODUCT,
        grow: isNarrow ? 0.6 : 1.1,
        sortable: true,
        render: (row) => <ProductCell row={row} />,
      },
      {
        id: "assignee",
        header: text("licenses.column.assignee"),
        minWidth: isNarrow ? 102 : 150,
        grow: isNarrow ? 2 : 1.3,
        sortable: true,
        render: (row) => <HolderCell holder={row.holder} />,
      },
      {
        id: "team",
        header: text("licenses.column.team"),
        minWidth: isNarrow ? 150 : 110,
        grow: isNarrow ? 0.6 : 0.8,
        sortable: true,
        priority: 2,
        render: (row) => <TeamCell team={row.team} />,
      },
      {
        id: "state",
        header: text("licenses.column.state"),
        minWidth: STATE,
        grow: 0.6,
        sortable: true,
        render: (row) => <StateBadge row={row} />,
      },
      {
        id: "validUntil",
        header: text("licenses.column.validUntil"),
        minWidth: 98,
        grow: 0.6,
        sortable: true,
        priority: 1,
        render: (row) => <UntilCell row={row} />,
      },
      {
        id: "lastSeen",
        header: text("licenses.column.lastSeen"),
        minWidth: isNarrow ? 150 : 104,
        grow: 0.6,
        sortable: true,
        priority: 3,
        render: (row) => <LastSeenCell row={row} />,
      },
    ],
    [text, isNarrow],
  );
}
