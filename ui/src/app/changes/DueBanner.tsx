import { useRefusals } from "@/change";
import { useText } from "@/i18n";
import type { CurrentView } from "@/platform";
import { Banner, Button } from "@/ui";

export interface DueBannerProps {
  current: CurrentView;
  onRevoke: () => void;
  onShowQueue: () => void;
  dismissLabel: string;
  onDismiss: () => void;
}

/** The day of queued revocations has come. */
export function DueBanner({ current, onRevoke, onShowQueue, ...dismiss }: DueBannerProps) {
  const text = useText();
  const { revoke } = useRefusals(current);
  return (
    <Banner
      tone="attention"
      title={text("app.due.title", { count: current.due })}
      actions={
        <>
          <Button size="small" variant="quiet" onPress={onShowQueue}>
            {text("app.due.show")}
          </Button>
          <Button size="small" disabledReason={revoke} onPress={onRevoke}>
            {text("queue.revokeDue", { count: current.due })}
          </Button>
        </>
      }
      {...dismiss}
    >
      {text("app.due.text")}
    </Banner>
  );
}
