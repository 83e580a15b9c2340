import { Check, Lock, X } from "lucide-react";
import { Badge, Button, DataGrid, Dialog, type GridColumn, TwoLines } from "@/ui";

const PLAN = [
  ["Sofía Herrera", "WebStorm · 0PX4CN7LAE", "will", "She can’t use WebStorm until she gets another license"],
  ["Jun Watanabe", "PyCharm · 9DL2KHV3UG", "will", "He also holds the All Products Pack: nothing is lost"],
  ["Ola Berg", "DataGrip · X6W0QK4PJS", "later", "Assigned 11 days ago: the API revokes only after 30 days"],
  ["—", "CLion · R1N6GX0VKM", "never", "Held by a License Vault, not by a person"],
] as const;

type PlanRow = (typeof PLAN)[number];

function outcome(row: PlanRow) {
  if (row[2] === "will") {
    return (
      <Badge tone="accent" icon={<Check size={13} aria-hidden />}>
        Will be revoked
      </Badge>
    );
  }
  return row[2] === "later" ? (
    <Badge tone="attention" icon={<Lock size={12} aria-hidden />}>
      Queued for 14 Dec 2026
    </Badge>
  ) : (
    <Badge tone="wrong" icon={<X size={13} aria-hidden />}>
      Can’t be revoked
    </Badge>
  );
}

const COLUMNS: readonly GridColumn<PlanRow>[] = [
  {
    id: "who",
    header: "License",
    minWidth: 220,
    render: (row) => <TwoLines primary={row[0]} secondary={row[1]} />,
  },
  { id: "what", header: "What happens", minWidth: 210, grow: 0, render: outcome },
  { id: "why", header: "Why", minWidth: 340, render: (row) => row[3] },
];

/** A plan: what would happen, before anything is sent. */
export function PlanDialog({ isOpen }: { isOpen: boolean }) {
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => {}}
      size="large"
      isFlush
      title="Revoke 4 licenses"
      subtitle="Nothing has been sent yet. This is what would happen."
      summary={
        <>
          <Badge tone="accent">2 will be revoked</Badge>
          <Badge tone="attention">1 queued for later</Badge>
          <Badge tone="wrong">1 can’t be revoked</Badge>
        </>
      }
      footerNote="Undo means assigning again; that starts a new 30 days."
      footer={
        <>
          <Button>Cancel</Button>
          <Button variant="primary">Revoke 2, queue 1</Button>
        </>
      }
    >
      <div style={{ height: 36 + PLAN.length * 44 }}>
        <DataGrid
          label="Plan"
          columns={COLUMNS}
          total={PLAN.length}
          getRow={(index) => PLAN[index]}
          rowKey={(row) => row[1]}
        />
      </div>
    </Dialog>
  );
}
