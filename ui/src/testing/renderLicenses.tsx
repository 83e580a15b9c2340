import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { vi } from "vitest";
import { createQueryClient } from "@/app/queryClient";
import { LicensesPage } from "@/features/licenses";
import { I18nProvider } from "@/i18n";
import {
  everyLicense,
  type LicenseRow,
  type LicenseState,
  type Platform,
  PlatformProvider,
  usePlatformEvents,
} from "@/platform";
import { createMockPlatform, type MockOptions } from "@/platform/mock";
import { loadTheRest, ToastProvider } from "@/ui";

// As in an idle moment.
await loadTheRest();

/** A connected stand-in whose commands can be looked at, with some of them replaced. */
export function spiedPlatform(options: MockOptions = {}, replaced: Partial<Platform> = {}) {
  const mock = createMockPlatform({ start: "connected", ...options });
  return {
    ...mock,
    ...replaced,
    queryLicenses: vi.fn(replaced.queryLicenses ?? mock.queryLicenses),
    licenseIds: vi.fn(replaced.licenseIds ?? mock.licenseIds),
    rememberView: vi.fn(replaced.rememberView ?? mock.rememberView),
    saveView: vi.fn(replaced.saveView ?? mock.saveView),
    deleteView: vi.fn(replaced.deleteView ?? mock.deleteView),
    planChange: vi.fn(replaced.planChange ?? mock.planChange),
    planRows: vi.fn(replaced.planRows ?? mock.planRows),
    takeOut: vi.fn(replaced.takeOut ?? mock.takeOut),
    queuePlan: vi.fn(replaced.queuePlan ?? mock.queuePlan),
    applyPlan: vi.fn(replaced.applyPlan ?? mock.applyPlan),
    openLink: vi.fn(replaced.openLink ?? mock.openLink),
  };
}

/** The page of the licenses on a stand-in. */
export async function renderLicenses(
  options: MockOptions = {},
  replaced: Partial<Platform> = {},
  { delay = 0 }: { delay?: number | null } = {},
) {
  const platform = spiedPlatform(options, replaced);
  const client = createQueryClient();
  const user = userEvent.setup({ delay });
  const page = (children: ReactNode) => (
    <PlatformProvider value={platform}>
      <QueryClientProvider client={client}>
        <I18nProvider locale="en-US">
          <ToastProvider regionLabel="Notifications" closeLabel="Close">
            <Events />
            <main>{children}</main>
          </ToastProvider>
        </I18nProvider>
      </QueryClientProvider>
    </PlatformProvider>
  );
  const { rerender } = render(page(<LicensesPage />));
  await screen.findByRole("heading", { level: 1, name: "Licenses" });
  const press = async (name: string | RegExp, within_: HTMLElement = document.body) =>
    user.click(within(within_).getByRole("button", { name }));
  const unmountPage = () => rerender(page(null));
  return { platform, user, press, unmountPage, ...rowsOf(platform, user) };
}

function Events() {
  usePlatformEvents();
  return null;
}

function rowsOf(platform: Pick<Platform, "queryLicenses">, user: ReturnType<typeof userEvent.setup>) {
  /** The first license in a state, by the stand-in. */
  const inState = async (state: LicenseState): Promise<LicenseRow> => {
    const { rows } = await platform.queryLicenses({ ...everyLicense, states: [state] }, 0, 1);
    const [row] = rows;
    if (!row) throw new Error(`the stand-in has no license that is ${state}`);
    return row;
  };
  /** Searches for a license and gives its row in the table. */
  const find = async (row: LicenseRow): Promise<HTMLElement> => {
    const search = screen.getByRole("searchbox", { name: "Search licenses" });
    await user.clear(search);
    await user.type(search, row.id);
    const grid = screen.getByRole("grid", { name: "Licenses" });
    return vi.waitFor(() => {
      const rows = within(grid).getAllByRole("row").slice(1);
      const [found] = rows;
      if (rows.length !== 1 || !found?.textContent?.includes(row.id)) throw new Error("not found yet");
      return found;
    });
  };
  /** Shows the details of a license. */
  const open = async (row: LicenseRow): Promise<HTMLElement> => {
    await user.click(await find(row));
    const panel = await screen.findByRole("complementary", { name: "License details" });
    await within(panel).findByText(/First seen by Seatkeeper/);
    return panel;
  };
  return { inState, find, open };
}

/** The dialog, once its title is there. */
export async function dialogNamed(name: string | RegExp): Promise<HTMLElement> {
  return screen.findByRole("dialog", { name });
}
