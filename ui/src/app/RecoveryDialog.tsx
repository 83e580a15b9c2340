import { capabilityNames } from "@/access";
import { holderName, productName, stepWords, useWords } from "@/change";
import { useText } from "@/i18n";
import type { ChangeSetView, StepView } from "@/platform";
import { useOpenPage } from "@/problems";
import { Badge, Button, Dialog } from "@/ui";
import styles from "./Recovery.module.css";

export interface RecoveryDialogProps {
  changeSets: readonly ChangeSetView[];
  isOpen: boolean;
  isPending: boolean;
  onClose: () => void;
  onRead: () => void;
}

/** What became of each license, and what is left to do. */
export function RecoveryDialog({ changeSets, isOpen, isPending, onClose, onRead }: RecoveryDialogProps) {
  const text = useText();
  const openPage = useOpenPage();
  const needsCheck = changeSets.some((set) => set.steps.some((step) => step.state.kind === "unknown"));
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      isFlush
      title={text("app.recovery.title")}
      subtitle={text("app.recovery.subtitle")}
      footer={
        <>
          {needsCheck && (
            <Button onPress={() => openPage("vendorConsole")}>{text("problem.action.vendorConsole")}</Button>
          )}
          <Button onPress={onClose}>{text("app.recovery.later")}</Button>
          <Button
            variant="primary"
            onPress={onRead}
            pendingLabel={isPending ? text("app.recovery.done") : null}
          >
            {text("app.recovery.done")}
          </Button>
        </>
      }
    >
      {changeSets.map((set) => (
        <section key={set.id} className={styles.changeSet}>
          <h3 className={styles.title}>{text(capabilityNames[set.capability])}</h3>
          <ul>
            {set.steps.map((step) => (
              <Step key={step.license} step={step} capability={set.capability} />
            ))}
          </ul>
        </section>
      ))}
    </Dialog>
  );
}

function Step({ step, capability }: { step: StepView; capability: ChangeSetView["capability"] }) {
  const words = useWords();
  const { label, tone, sentences } = stepWords(words, step.state, capability);
  const isKnown = step.state.kind !== "unknown";
  const nowHeldBy = step.holder
    ? words.text("app.recovery.heldBy", { holder: holderName(words, step.holder) })
    : words.text("app.recovery.heldByNobody");
  return (
    <li className={styles.step}>
      <div className={styles.license}>
        <div className={styles.person}>
          {step.person ? holderName(words, step.person) : words.text("app.recovery.nobody")}
        </div>
        <div className={styles.holder}>
          {words.text("licenses.plan.rowNote", {
            product: productName(words, step.product),
            id: step.license,
          })}
        </div>
        {isKnown && <div className={styles.holder}>{nowHeldBy}</div>}
      </div>
      <div className={styles.state}>
        <Badge tone={tone}>{label}</Badge>
      </div>
      <div className={styles.sentences}>{sentences.join(" ")}</div>
    </li>
  );
}
