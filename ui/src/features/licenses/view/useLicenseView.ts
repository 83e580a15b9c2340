import { useCallback, useEffect, useMemo, useState } from "react";
import { everyLicense, type LicenseQuery, type Platform, usePlatform } from "@/platform";
import { isFiltered, noFilters } from "../filters/active";

/** Long enough to skip the letters in between, short enough not to be felt. */
const TYPING_PAUSE = 120;

/** What was shown last, by organization, for who comes back from another page. Gone with the window. */
const remembered = new WeakMap<Platform, Map<string, LicenseQuery>>();

export interface LicenseView {
  /** What the controls show: it follows each letter. */
  shown: LicenseQuery;
  /** What is asked for: it follows when the typing pauses. */
  query: LicenseQuery;
  isFiltered: boolean;
  change: (part: Partial<LicenseQuery>) => void;
  clear: () => void;
}

/** Search, filters and order of the table. */
export function useLicenseView(organization: string): LicenseView {
  const platform = usePlatform();
  const [shown, setShown] = useState(() => remembered.get(platform)?.get(organization) ?? everyLicense);
  const search = usePaused(shown.search.trim());
  const query = useMemo(() => ({ ...shown, search }), [shown, search]);
  useEffect(() => {
    const all = remembered.get(platform) ?? new Map<string, LicenseQuery>();
    remembered.set(platform, all.set(organization, shown));
  }, [platform, organization, shown]);
  return {
    shown,
    query,
    isFiltered: isFiltered(shown),
    change: useCallback((part) => setShown((before) => ({ ...before, ...part })), []),
    clear: useCallback(() => setShown((before) => ({ ...before, ...noFilters, search: "" })), []),
  };
}

/** A text once it has not changed for a moment; an empty one at once. */
function usePaused(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), text === "" ? 0 : TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return text === "" ? "" : settled;
}
