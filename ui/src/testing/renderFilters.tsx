import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useCallback, useEffect, useRef, useState } from "react";
import { FilterBar } from "@/features/licenses/view/FilterBar";
import { I18nProvider } from "@/i18n";
import { everyLicense, type Facets, type LicenseQuery, type Platform, type Team } from "@/platform";
import { createMockPlatform, type MockOptions } from "@/platform/mock";

const teams: readonly Team[] = [];

/** Search and filters with the counts of the stand-in, and beside them the query that they make. */
export async function renderFilters(start: Partial<LicenseQuery> = {}, options: MockOptions = {}) {
  const platform = createMockPlatform({ start: "connected", ...options });
  const user = userEvent.setup();
  const asked: LicenseQuery[] = [];
  render(
    <I18nProvider locale="en-US">
      <main>
        <Filters platform={platform} start={{ ...everyLicense, ...start }} asked={asked} />
      </main>
    </I18nProvider>,
  );
  await screen.findByText("answered");
  const open = (name: string | RegExp) => user.click(screen.getByRole("button", { name }));
  const query = () => asked.at(-1) ?? everyLicense;
  return { platform, user, open, query };
}

interface FiltersProps {
  platform: Platform;
  start: LicenseQuery;
  asked: LicenseQuery[];
}

function Filters({ platform, start, asked }: FiltersProps) {
  const [shown, setShown] = useState(start);
  const search = useRef<HTMLInputElement>(null);
  const [facets, setFacets] = useState<Facets>();
  const change = useCallback(
    (part: Partial<LicenseQuery>) => setShown((before) => ({ ...before, ...part })),
    [],
  );
  const clear = useCallback(() => setShown(everyLicense), []);
  useEffect(() => {
    asked.push(shown);
    let isCurrent = true;
    const ask = async () => {
      const window = await platform.queryLicenses(shown, 0, 1);
      if (isCurrent) setFacets(window.facets);
    };
    void ask();
    return () => {
      isCurrent = false;
    };
  }, [platform, shown, asked]);
  return (
    <>
      <FilterBar view={{ shown, change, clear, isFiltered: true, search }} facets={facets} teams={teams} />
      {facets && <p>{"answered"}</p>}
    </>
  );
}
