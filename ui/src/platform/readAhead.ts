import type { QueryClient } from "@tanstack/react-query";
import type { LicenseQuery, LicenseWindow, SessionView, TableViews } from "./bindings";
import type { Early } from "./early";
import { keys } from "./keys";
import type { Platform } from "./platform";
import { everyLicense, shownQuery } from "./queries";
import { sourceFor } from "./rows/useLicenseRows";

/** The window does not stay empty any longer than this: milliseconds. */
const LONGEST_WAIT = 200;

interface FirstTable {
  session: SessionView;
  views: TableViews;
  query: LicenseQuery;
  window: LicenseWindow;
  /** The rows may be others by now. */
  isOld: () => boolean;
}

/**
 * Waits, not for long, for what was asked early, and puts it where the page looks first: then the first thing that is
 * drawn is the table with its rows. Where anything fails, the page asks for it again and says so itself.
 */
export async function readAhead(platform: Platform, client: QueryClient, early: Early): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const enough = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), LONGEST_WAIT);
  });
  const first = await Promise.race([whole(early), glance(early), enough]).catch(() => null);
  clearTimeout(timer);
  early.end();
  const organization = first?.session.current?.organization.id;
  if (!first || organization === undefined) return;
  client.setQueryData(keys.session, first.session);
  client.setQueryData(keys.views(organization), first.views);
  const source = sourceFor(platform, organization);
  source.startWith(first.query, first.window);
  if (first.isOld()) source.changed();
}

async function whole(early: Early): Promise<FirstTable> {
  const [views, { query, window }] = await Promise.all([early.views, early.rows]);
  return { session: await early.session(), views, query, window, isOld: early.isRowsOld };
}

/** What was left is shown until there is more; where nothing was left, that is waited for. */
async function glance(early: Early): Promise<FirstTable> {
  const left = await early.glance.catch(() => null);
  if (left === null) return whole(early);
  const { session, views, window } = left;
  return { session, views, window, query: shownQuery(views.last?.query ?? everyLicense), isOld: () => true };
}
