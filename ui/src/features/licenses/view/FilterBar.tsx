import { useCallback } from "react";
import { useText } from "@/i18n";
import type { Facets, Team } from "@/platform";
import { Button } from "@/ui";
import { MainFilters } from "../filters/MainFilters";
import { MoreFilters } from "../filters/MoreFilters";
import { useSteady } from "../filters/useSteady";
import styles from "./FilterBar.module.css";
import { Search } from "./Search";
import type { LicenseView } from "./useLicenseView";

export interface FilterBarProps {
  view: Pick<LicenseView, "shown" | "change" | "clear" | "isFiltered" | "search">;
  facets: Facets | undefined;
  /** All teams that are known: a chosen one keeps its name even where it has no license left. */
  teams: readonly Team[];
}

/** Search and filters. They read as a sentence. */
export function FilterBar({ view, facets, teams }: FilterBarProps) {
  const text = useText();
  const { shown, change } = view;
  const steady = useSteady(facets);
  const search = useCallback((search: string) => change({ search }), [change]);
  return (
    <div className={styles.bar}>
      <div className={styles.parts}>
        <Search value={shown.search} onChange={search} input={view.search} />
        <div className={styles.chips}>
          <MainFilters filters={shown} facets={steady} teams={teams} onChange={change} />
          <MoreFilters filters={shown} facets={steady} onChange={change} />
          {view.isFiltered && (
            <Button variant="quiet" size="small" className={styles.clear} onPress={view.clear}>
              {text("licenses.filter.clearAll")}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
