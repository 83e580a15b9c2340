import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useCallback, useRef, useState } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { I18nProvider } from "@/i18n";
import { everyLicense, type Facets, type LicenseQuery } from "@/platform";
import { createMockPlatform } from "@/platform/mock";
import type * as Ui from "@/ui";
import { FilterBar } from "./FilterBar";

/** The chips that were drawn, by their names. */
const drawn: string[] = [];

vi.mock("@/ui", async (original) => {
  const ui = await original<typeof Ui>();
  const noted =
    <Props extends { label: string }>(Component: React.ComponentType<Props>) =>
    (props: Props) => {
      drawn.push(props.label);
      return <Component {...props} />;
    };
  return { ...ui, FilterChip: noted(ui.FilterChip), ChipFrame: noted(ui.ChipFrame) };
});

beforeEach(() => {
  drawn.length = 0;
});

/** Each letter brings counts of its own, as each answer of the application does. */
function Bar({ start, facetsOf }: { start: LicenseQuery; facetsOf: (search: string) => Facets }) {
  const [shown, setShown] = useState(start);
  const change = useCallback(
    (part: Partial<LicenseQuery>) => setShown((before) => ({ ...before, ...part })),
    [],
  );
  const clear = useCallback(() => {}, []);
  const search = useRef<HTMLInputElement>(null);
  return (
    <FilterBar
      view={{ shown, change, clear, isFiltered: true, search }}
      facets={facetsOf(shown.search)}
      teams={NO_TEAMS}
    />
  );
}

const NO_TEAMS: never[] = [];

async function type(facetsOf: (facets: Facets, search: string) => Facets) {
  const platform = createMockPlatform({ start: "connected" });
  const { facets } = await platform.queryLicenses(everyLicense, 0, 1);
  const start: LicenseQuery = { ...everyLicense, trial: false, revocable: { kind: "now" } };
  render(
    <I18nProvider locale="en-US">
      <Bar start={start} facetsOf={(search) => facetsOf(structuredClone(facets), search)} />
    </I18nProvider>,
  );
  expect(new Set(drawn).size).toBe(8);
  drawn.length = 0;
  await userEvent.type(screen.getByRole("searchbox"), "ann");
}

it("a letter draws no chip again whose counts say the same as before", async () => {
  await type((facets) => facets);
  expect(screen.getByRole<HTMLInputElement>("searchbox").value).toBe("ann");
  expect(drawn).toEqual([]);
});

it("a letter draws those again whose counts it changes", async () => {
  await type((facets, search) => {
    for (const team of facets.teams) team.count -= search.length;
    return facets;
  });
  expect(new Set(drawn)).toEqual(new Set(["Team"]));
});
