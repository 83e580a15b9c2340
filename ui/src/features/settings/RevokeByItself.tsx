import { useText } from "@/i18n";
import { type Preferences, useSetPreferences } from "@/platform";
import { useProblemToast } from "@/problems";
import { Switch } from "@/ui";

/** Whether queued revocations are carried out on their day without a click. */
export function RevokeByItself({ preferences }: { preferences: Preferences }) {
  const text = useText();
  const setPreferences = useSetPreferences();
  const sayProblem = useProblemToast();
  return (
    <Switch
      isSelected={preferences.revokeByItself}
      description={text(
        preferences.revokeByItself ? "settings.revokeByItself.means" : "settings.revokeByItself.asks",
      )}
      onChange={(revokeByItself) =>
        setPreferences.mutate({ ...preferences, revokeByItself }, { onError: sayProblem })
      }
    >
      {text("queue.byItself")}
    </Switch>
  );
}
