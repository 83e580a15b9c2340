import { useState } from "react";
import { useText } from "@/i18n";
import { type ChangeSetView, useDismissRecovery, useRecovery } from "@/platform";
import { useProblemToast } from "@/problems";
import { Banner, Button, lazily } from "@/ui";

export interface RecoveryBannerProps {
  onShowRun: (id: string) => void;
}

/** A change was cut off when the app ended: what became of it, until the person has decided or read it. */
export function RecoveryBanner({ onShowRun }: RecoveryBannerProps) {
  const text = useText();
  const recovery = useRecovery();
  const dismiss = useDismissRecovery();
  const sayProblem = useProblemToast();
  const [isOpen, setIsOpen] = useState(false);
  const sets = (recovery.data?.changeSets ?? []).filter(({ isRunning }) => !isRunning);
  if (sets.length === 0) return null;
  const isRead = () => dismiss.mutate(undefined, { onError: sayProblem, onSuccess: () => setIsOpen(false) });
  const left = sets.reduce((sum, set) => sum + (set.isCutOff ? set.counts.planned : 0), 0);
  const open = sets.reduce((sum, set) => sum + (set.isChecking ? openSteps(set) : 0), 0);
  return (
    <>
      <Banner
        tone="attention"
        title={left > 0 ? text("app.banner.cutOff", { count: left }) : text("app.banner.recovery")}
        actions={
          <Button size="small" onPress={() => setIsOpen(true)}>
            {text("app.banner.recovery.show")}
          </Button>
        }
        dismissLabel={text("app.banner.dismiss")}
        onDismiss={isRead}
      >
        {open > 0 ? text("app.banner.recovery.checking", { count: open }) : text("app.banner.recovery.text")}
      </Banner>
      <RecoveryDialog
        sets={sets}
        isOpen={isOpen}
        isPending={dismiss.isPending}
        onClose={() => setIsOpen(false)}
        onRead={isRead}
        onContinued={(id) => {
          setIsOpen(false);
          onShowRun(id);
        }}
      />
    </>
  );
}

/** Steps of which it is not known what became. */
function openSteps({ counts }: ChangeSetView): number {
  return counts.underWay + counts.unknown;
}

const RecoveryDialog = lazily(async () => (await import("./RecoveryDialog")).RecoveryDialog);
