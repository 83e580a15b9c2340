import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { vi } from "vitest";
import { createQueryClient } from "@/app/queryClient";
import { Change, type ChangeProps, type ChangeStart } from "@/change";
import { I18nProvider } from "@/i18n";
import {
  everyLicense,
  type LicenseRow,
  type LicenseState,
  type Platform,
  PlatformProvider,
  type Selection,
  usePlatformEvents,
  useSession,
} from "@/platform";
import type { MockOptions } from "@/platform/mock";
import { loadTheRest, ToastProvider } from "@/ui";
import { spiedPlatform } from "./renderLicenses";

// As in an idle moment.
await loadTheRest();

/** The dialog of a change on a stand-in, without a page around it. */
export async function renderChange(
  start: ChangeStart | ((platform: Platform) => Promise<ChangeStart>),
  options: MockOptions = {},
  replaced: Partial<Platform> = {},
) {
  const platform = spiedPlatform(options, replaced);
  const wish = typeof start === "function" ? await start(platform) : start;
  const user = userEvent.setup({ delay: 0 });
  const onChanged = vi.fn();
  const onClose = vi.fn();
  render(
    <PlatformProvider value={platform}>
      <QueryClientProvider client={createQueryClient()}>
        <I18nProvider locale="en-US">
          <ToastProvider regionLabel="Notifications" closeLabel="Close">
            <Once wish={wish} onChanged={onChanged} onClose={onClose} />
          </ToastProvider>
        </I18nProvider>
      </QueryClientProvider>
    </PlatformProvider>,
  );
  const dialog = async () => within(await screen.findByRole("dialog"));
  return { platform, user, onChanged, onClose, dialog };
}

/** The frame shows no changes before there is an organization. */
function Once(props: ChangeProps) {
  usePlatformEvents();
  return useSession().data?.current ? <Change {...props} /> : null;
}

/** The first licenses in each of these states, by the stand-in. */
export async function inStates(
  platform: Platform,
  ...states: readonly LicenseState[]
): Promise<readonly LicenseRow[]> {
  const taken = new Map<LicenseState, number>();
  const rows: LicenseRow[] = [];
  for (const state of states) {
    const offset = taken.get(state) ?? 0;
    taken.set(state, offset + 1);
    const window = await platform.queryLicenses({ ...everyLicense, states: [state] }, offset, 1);
    rows.push(...window.rows);
  }
  return rows;
}

export const these = (rows: readonly LicenseRow[]): Selection => ({
  kind: "ids",
  ids: rows.map(({ id }) => id),
});
