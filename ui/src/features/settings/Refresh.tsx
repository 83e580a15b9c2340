import { useText } from "@/i18n";
import { type Preferences, useSetPreferences } from "@/platform";
import { useProblemToast } from "@/problems";
import { SegmentedControl } from "@/ui";
import styles from "./Settings.module.css";

/** What is offered; 0 is "by hand". */
const MINUTES = [5, 15, 30, 60, 0];

/** How often the list is read again while the window is open. */
export function Refresh({ preferences }: { preferences: Preferences }) {
  const text = useText();
  const setPreferences = useSetPreferences();
  const sayProblem = useProblemToast();
  const { refreshMinutes } = preferences;
  const offered = MINUTES.includes(refreshMinutes) ? MINUTES : [refreshMinutes, ...MINUTES];
  return (
    <div className={styles.setting}>
      <div className={styles.words}>
        <div className={styles.name}>{text("settings.refresh")}</div>
        <div className={styles.explanation}>
          {text(refreshMinutes === 0 ? "settings.refresh.byHandMeans" : "settings.refresh.explanation")}
        </div>
      </div>
      <SegmentedControl
        label={text("settings.refresh")}
        value={String(refreshMinutes)}
        onChange={(minutes) =>
          setPreferences.mutate({ ...preferences, refreshMinutes: Number(minutes) }, { onError: sayProblem })
        }
        segments={offered.map((minutes) => ({
          id: String(minutes),
          label:
            minutes === 0 ? text("settings.refresh.byHand") : text("settings.refresh.minutes", { minutes }),
        }))}
      />
    </div>
  );
}
