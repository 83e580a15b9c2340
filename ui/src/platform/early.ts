import type { GlanceView, LicenseQuery, LicenseWindow, SessionView, TableViews } from "./bindings";
import type { Platform } from "./platform";
import { everyLicense, PAGE, shownQuery } from "./queries";

/** What the first table shows, on its way. */
export interface Early {
  /** The table as it was left, long before everything is loaded; null where nothing was. */
  glance: Promise<GlanceView | null>;
  /** The session as it is by now. */
  session: () => Promise<SessionView>;
  views: Promise<TableViews>;
  rows: Promise<{ query: LicenseQuery; window: LicenseWindow }>;
  /** Whether the licenses changed since the rows were asked for. */
  isRowsOld: () => boolean;
  /** From here on others listen. */
  end: () => void;
}

/**
 * Asks for what the first table shows, all at once, before the page itself is even executed: the answers come
 * meanwhile. They are of the organization that is open; where none is, there are no views and no rows.
 */
export function askEarly(platform: Platform): Early {
  let session = unheard(platform.session());
  let isRowsOld = false;
  const views = unheard(platform.tableViews());
  const ends = [
    platform.onSessionChanged(() => {
      session = unheard(platform.session());
    }),
    platform.onLicensesChanged(() => {
      isRowsOld = true;
    }),
  ];
  return {
    glance: unheard(platform.glance()),
    session: async () => {
      for (;;) {
        const asked = session;
        const answer = await asked;
        if (asked === session) return answer;
      }
    },
    views,
    rows: unheard(rowsOf(platform, views)),
    isRowsOld: () => isRowsOld,
    end: () => {
      for (const end of ends) end();
    },
  };
}

async function rowsOf(platform: Platform, views: Promise<TableViews>) {
  const query = shownQuery((await views).last?.query ?? everyLicense);
  return { query, window: await platform.queryLicenses(query, 0, PAGE) };
}

/** Who waits for it is told of a failure; that nobody waits for it yet is none. */
function unheard<T>(answer: Promise<T>): Promise<T> {
  answer.catch(() => undefined);
  return answer;
}
