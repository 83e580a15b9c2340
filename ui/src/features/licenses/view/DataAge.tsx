import { MomentText, Text } from "@/i18n";
import type { SyncView } from "@/platform";

/** How old what is shown is. */
export function DataAge({ sync }: { sync: SyncView }) {
  if (sync.lastSyncedAt === null) return null;
  return (
    <span>
      <Text id="licenses.status.age" values={{ when: <MomentText instant={sync.lastSyncedAt} /> }} />
    </span>
  );
}
