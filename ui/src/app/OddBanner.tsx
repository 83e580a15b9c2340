import { type MessageId, useText } from "@/i18n";
import type { OddityKind, SyncView } from "@/platform";
import { Banner, Button, Popover } from "@/ui";
import styles from "./Frame.module.css";

/** How many there are of a kind, and what that means for the person. */
const KINDS: Readonly<Record<OddityKind, { title: MessageId; means: MessageId }>> = {
  withoutId: { title: "app.odd.withoutId", means: "app.odd.withoutId.means" },
  listedTwice: { title: "app.odd.listedTwice", means: "app.odd.listedTwice.means" },
  withoutName: { title: "app.odd.withoutName", means: "app.odd.withoutName.means" },
  unreadable: { title: "app.odd.unreadable", means: "app.odd.unreadable.means" },
};

export interface OddBannerProps {
  sync: SyncView;
  dismissLabel: string;
  onDismiss: () => void;
}

/** The vendor's list was odd in places: how many, and behind a button what that means. */
export function OddBanner({ sync, ...dismiss }: OddBannerProps) {
  const text = useText();
  const title = text("app.banner.odd", { count: sync.oddLicenses });
  return (
    <Banner
      tone="fact"
      title={title}
      actions={
        sync.oddities.length > 0 && (
          <Popover
            label={title}
            placement="bottom end"
            trigger={
              <Button size="small" variant="quiet">
                {text("app.banner.details")}
              </Button>
            }
          >
            <ul className={styles.oddities} data-selectable>
              {sync.oddities.map(({ kind, count }) => {
                // A kind that is newer than this page has no words here; the count above includes it.
                const words = KINDS[kind] as (typeof KINDS)[OddityKind] | undefined;
                return (
                  words && (
                    <li key={kind}>
                      <div className={styles.oddity}>{text(words.title, { count })}</div>
                      <div className={styles.second}>{text(words.means, { count })}</div>
                    </li>
                  )
                );
              })}
            </ul>
          </Popover>
        )
      }
      {...dismiss}
    />
  );
}
