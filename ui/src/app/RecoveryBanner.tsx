import { useState } from "react";
import { useText } from "@/i18n";
import { useDismissRecovery, useRecovery } from "@/platform";
import { useProblemToast } from "@/problems";
import { Banner, Button, lazily } from "@/ui";

/** A change of the last run was cut off: what became of it, until the person has read it. */
export function RecoveryBanner() {
  const text = useText();
  const recovery = useRecovery();
  const dismiss = useDismissRecovery();
  const sayProblem = useProblemToast();
  const [isOpen, setIsOpen] = useState(false);
  const changeSets = recovery.data?.changeSets ?? [];
  if (changeSets.length === 0) return null;
  const isRead = () => dismiss.mutate(undefined, { onError: sayProblem, onSuccess: () => setIsOpen(false) });
  return (
    <>
      <Banner
        tone="attention"
        title={text("app.banner.recovery")}
        actions={
          <Button size="small" onPress={() => setIsOpen(true)}>
            {text("app.banner.recovery.show")}
          </Button>
        }
        dismissLabel={text("app.banner.dismiss")}
        onDismiss={isRead}
      >
        {text("app.banner.recovery.text")}
      </Banner>
      <RecoveryDialog
        changeSets={changeSets}
        isOpen={isOpen}
        isPending={dismiss.isPending}
        onClose={() => setIsOpen(false)}
        onRead={isRead}
      />
    </>
  );
}

const RecoveryDialog = lazily(async () => (await import("./RecoveryDialog")).RecoveryDialog);
