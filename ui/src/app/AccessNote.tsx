import { Eye, ShieldCheck } from "lucide-react";
import { accessExplanation, accessName, accessSummary, CapabilityList } from "@/access";
import { type MessageId, useText } from "@/i18n";
import type { CurrentView, TokenPlace } from "@/platform";
import { Button, Popover } from "@/ui";
import styles from "./Frame.module.css";

const PLACES: Readonly<Record<TokenPlace, MessageId>> = {
  keychain: "app.access.keychain",
  thisRun: "app.access.thisRun",
  nowhere: "app.access.nowhere",
};

/** What this token may do, in a line; the whole story behind it. */
export function AccessNote({ current, onNewToken }: { current: CurrentView; onNewToken: () => void }) {
  const text = useText();
  const { access, organization, tokenPlace } = current;
  if (!access) return null;
  const isReadOnly = access.capabilities.every((one) => one.denial !== null);
  const Icon = isReadOnly ? Eye : ShieldCheck;
  return (
    <Popover
      label={text("app.access.title")}
      trigger={
        <Button variant="quiet" size="small" className={styles.access} icon={<Icon size={14} aria-hidden />}>
          {accessSummary(text, access)}
        </Button>
      }
    >
      {(close) => (
        <div className={styles.accessDetails}>
          <div>
            <h2 className={styles.accessTitle}>{accessName(text, access)}</h2>
            <p className={styles.second}>{accessExplanation(text, access)}</p>
          </div>
          <CapabilityList capabilities={access.capabilities} />
          {!organization.isDemo && (
            <>
              <hr className={styles.divider} />
              <p className={styles.second}>{text(PLACES[tokenPlace])}</p>
              <div>
                <Button
                  size="small"
                  onPress={() => {
                    close();
                    onNewToken();
                  }}
                >
                  {text("app.banner.newToken")}
                </Button>
              </div>
            </>
          )}
        </div>
      )}
    </Popover>
  );
}
