import { ArrowLeftRight } from "lucide-react";
import { obstacleWords, productName, useWords } from "@/change";
import { type Capability, type LicenseDetails, type LicenseRow, useLicenseDetails } from "@/platform";
import { ProblemCallout } from "@/problems";
import { Button, DetailsPanel, FactList, PanelSection, ProductTile, Skeleton } from "@/ui";
import { StateBadge } from "../table/StateBadge";
import { Attention } from "./Attention";
import { detailFacts } from "./facts";
import { History } from "./History";
import styles from "./LicensePanel.module.css";

export interface LicensePanelProps {
  /** The license as the table shows it: there at once, while the rest is being read. */
  row: LicenseRow;
  onClose: () => void;
  onAction: (action: Capability, row: LicenseRow) => void;
}

/** Everything about one license, beside the table. */
export function LicensePanel({ row: shown, onClose, onAction }: LicensePanelProps) {
  const words = useWords();
  const { text } = words;
  const details = useLicenseDetails(shown.id);
  const row = details.data?.row ?? shown;
  return (
    <DetailsPanel
      label={text("licenses.details.label")}
      tile={<ProductTile code={row.product.code} size="large" />}
      title={productName(words, row.product)}
      subtitle={row.id}
      closeLabel={text("licenses.details.close")}
      onClose={onClose}
    >
      {details.error ? (
        <ProblemCallout
          problem={details.error}
          handlers={{ retry: () => void details.refetch() }}
          live="polite"
        />
      ) : (
        <>
          <div className={styles.top}>
            <StateBadge row={row} />
            <Actions row={row} details={details.data ?? null} onAction={onAction} />
          </div>
          <Attention row={row} details={details.data ?? null} />
          <FactList facts={detailFacts(words, row, details.data ?? null)} />
          <PanelSection title={text("licenses.history.title")}>
            {details.data ? <History entries={details.data.history} /> : <HistorySkeleton />}
          </PanelSection>
        </>
      )}
    </DetailsPanel>
  );
}

interface ActionsProps {
  row: LicenseRow;
  details: LicenseDetails | null;
  onAction: LicensePanelProps["onAction"];
}

/** What can be done with it. What can't be done now stays, with the reason. */
function Actions({ row, details, onAction }: ActionsProps) {
  const words = useWords();
  const { text } = words;
  const refusal = (action: Capability) => {
    if (!details) return text("licenses.details.reading");
    const obstacle = details.actions.find((one) => one.capability === action)?.obstacle;
    return obstacle ? obstacleWords(words, obstacle) : null;
  };
  const main = row.holder ? "revoke" : "assign";
  return (
    <div className={styles.actions}>
      <Button variant="primary" disabledReason={refusal(main)} onPress={() => onAction(main, row)}>
        {text(main === "revoke" ? "licenses.revoke" : "licenses.assign")}
      </Button>
      <Button
        icon={<ArrowLeftRight size={15} aria-hidden />}
        disabledReason={refusal("transfer")}
        onPress={() => onAction("transfer", row)}
      >
        {text("licenses.transfer")}
      </Button>
    </div>
  );
}

function HistorySkeleton() {
  return (
    <div className={styles.waiting}>
      <Skeleton width="72%" />
      <Skeleton width="48%" />
    </div>
  );
}
