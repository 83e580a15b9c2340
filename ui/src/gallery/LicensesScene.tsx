import {
  ArrowLeftRight,
  FileDown,
  KeyRound,
  LayoutDashboard,
  ListChecks,
  Plus,
  SearchX,
  Settings,
  Users,
} from "lucide-react";
import { useMemo, useState } from "react";
import {
  AppFrame,
  Badge,
  Button,
  Callout,
  DataGrid,
  DetailsPanel,
  EmptyState,
  FactList,
  FilterChip,
  type GridSort,
  Menu,
  NavigationItem,
  OrganizationTile,
  Page,
  PanelSection,
  ProductTile,
  SearchField,
  SelectionBar,
  SwitcherButton,
} from "@/ui";
import styles from "./Gallery.module.css";
import { PlanDialog } from "./PlanDialog";
import { type ExampleRow, exampleColumns, exampleRow } from "./rows";

const FILTER_TEXTS = {
  searchLabel: "Search",
  searchClearLabel: "Clear search",
  clearLabel: "Clear filter",
  removeLabel: "Remove filter",
  emptyText: "Nothing matches.",
};

interface SceneProps {
  total?: number;
  plan?: boolean;
  isLoading?: boolean;
}

/** The page that the look is about, put together from the components with invented rows. */
export function LicensesScene({ total = 240, plan = false, isLoading = false }: SceneProps) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(
    () => new Set(total > 5 && !isLoading ? [exampleRow(2).id, exampleRow(3).id] : []),
  );
  const [active, setActive] = useState<ExampleRow | null>(total > 5 && !isLoading ? exampleRow(2) : null);
  const [sort, setSort] = useState<GridSort>({ column: "until", direction: "ascending" });
  const [search, setSearch] = useState("");
  const rows = useMemo(() => Array.from({ length: total }, (_, index) => exampleRow(index)), [total]);
  const update = (change: (ids: Set<string>) => void) => {
    const next = new Set(selected);
    change(next);
    setSelected(next);
  };
  return (
    <AppFrame
      navigationLabel="Sections"
      sidebarHeader={<Organization />}
      navigation={<Navigation />}
      sidebarFooter="Up to date · 3 min ago"
    >
      <Page
        title="Licenses"
        titleNote={`${total} of 1,284`}
        actions={<Actions />}
        toolbar={<Filters search={search} onSearch={setSearch} />}
        aside={active && <Details row={active} onClose={() => setActive(null)} />}
        floating={
          selected.size > 0 && (
            <SelectionBar
              label="Selection"
              summary={`${selected.size} licenses`}
              clearLabel="Clear selection"
              onClear={() => setSelected(new Set())}
            >
              <Button variant="primary">Revoke…</Button>
              <Button icon={<ArrowLeftRight size={15} aria-hidden />}>Transfer…</Button>
            </SelectionBar>
          )
        }
        statusStart={`${total} shown`}
        statusEnd="Data from 11:52"
      >
        <DataGrid
          label="Licenses"
          columns={exampleColumns}
          total={isLoading ? 14 : total}
          getRow={(index) => (isLoading ? undefined : rows[index])}
          rowKey={(row) => row.id}
          isBusy={isLoading}
          sort={sort}
          onSort={setSort}
          activeKey={active?.id ?? null}
          onOpen={setActive}
          bottomInset={selected.size > 0 ? 76 : 0}
          selection={{
            isSelected: (row) => selected.has(row.id),
            toggle: (row) => update((ids) => (ids.has(row.id) ? ids.delete(row.id) : ids.add(row.id))),
            setRange: (first, last, on) =>
              update((ids) => {
                for (const row of rows.slice(first, last + 1)) {
                  if (on) ids.add(row.id);
                  else ids.delete(row.id);
                }
              }),
            setAll: (on) => setSelected(new Set(on ? rows.map((row) => row.id) : [])),
            allState: selected.size === 0 ? "none" : selected.size === total ? "all" : "some",
            rowLabel: (row) => `Select ${row.product} ${row.id}`,
            allLabel: "Select all licenses",
          }}
          empty={
            <EmptyState
              icon={<SearchX size={22} />}
              title="No license matches"
              actions={<Button>Clear filters</Button>}
            >
              Try fewer filters or another word.
            </EmptyState>
          }
        />
        <PlanDialog isOpen={plan} />
      </Page>
    </AppFrame>
  );
}

function Organization() {
  return (
    <Menu
      label="Organizations"
      matchTrigger
      onAction={() => {}}
      trigger={
        <SwitcherButton
          tile={<OrganizationTile name="Nordlicht GmbH" size="large" />}
          title="Nordlicht GmbH"
          subtitle="Organization admin"
        />
      }
      groups={[
        {
          id: "all",
          entries: [
            { id: "a", label: "Nordlicht GmbH", description: "Organization admin", isCurrent: true },
            { id: "b", label: "Demo organization", description: "On this computer only" },
          ],
        },
        {
          id: "more",
          entries: [{ id: "c", label: "Connect another…", icon: <Plus size={15} aria-hidden /> }],
        },
      ]}
    />
  );
}

function Navigation() {
  return (
    <>
      <NavigationItem
        href="#/overview"
        icon={<LayoutDashboard size={16} />}
        label="Overview"
        isCurrent={false}
      />
      <NavigationItem
        href="#/licenses"
        icon={<KeyRound size={16} />}
        label="Licenses"
        trailing="1,284"
        isCurrent
      />
      <NavigationItem
        href="#/people"
        icon={<Users size={16} />}
        label="People"
        trailing="963"
        isCurrent={false}
      />
      <NavigationItem
        href="#/changes"
        icon={<ListChecks size={16} />}
        label="Changes"
        trailing={<Badge tone="attention">3 due</Badge>}
        isCurrent={false}
      />
      <NavigationItem href="#/settings" icon={<Settings size={16} />} label="Settings" isCurrent={false} />
    </>
  );
}

function Actions() {
  return (
    <>
      <Button variant="quiet" icon={<FileDown size={15} aria-hidden />}>
        Export
      </Button>
      <Button variant="primary" icon={<Plus size={15} aria-hidden />}>
        Assign…
      </Button>
    </>
  );
}

function Filters({ search, onSearch }: { search: string; onSearch: (text: string) => void }) {
  const [state, setState] = useState(new Set(["Idle", "Free", "Assigned"]));
  const [product, setProduct] = useState(new Set<string>());
  return (
    <>
      <SearchField
        className={styles.search ?? ""}
        label="Search licenses"
        placeholder="Search id, person, e-mail, pack…"
        clearLabel="Clear search"
        shortcut={["Ctrl", "F"]}
        value={search}
        onChange={onSearch}
      />
      <FilterChip
        {...FILTER_TEXTS}
        label="State"
        summary={[...state].join(", ")}
        options={["Idle", "Free", "Assigned", "Suspended"].map((id) => ({
          id,
          label: id,
          count: id.length * 17,
        }))}
        selected={state}
        onChange={setState}
      />
      <FilterChip
        {...FILTER_TEXTS}
        label="Product"
        summary={[...product].join(", ")}
        options={["II", "ALL", "WS", "PY", "RD", "DG", "GO", "CL", "RM"].map((code) => ({
          id: code,
          label: exampleRow(code.length).product + code,
          count: 12,
          leading: <ProductTile code={code} size="small" />,
        }))}
        selected={product}
        onChange={setProduct}
      />
    </>
  );
}

function Details({ row, onClose }: { row: ExampleRow; onClose: () => void }) {
  return (
    <DetailsPanel
      label="License details"
      tile={<ProductTile code={row.code} size="large" />}
      title={row.product}
      subtitle={`${row.id} · ${row.team} team`}
      closeLabel="Close details"
      onClose={onClose}
    >
      <FactList
        facts={[
          { id: "who", label: "Assigned to", value: <b>{row.name}</b>, note: row.email },
          { id: "since", label: "Since", value: "2 Feb 2026" },
          {
            id: "seen",
            label: "Last seen",
            value: <>10 Sep 2026 {<Badge tone="idle">74 days ago</Badge>}</>,
          },
          { id: "until", label: "Valid until", value: "4 Dec 2026, renews automatically" },
          { id: "pack", label: "Pack", value: "1215/1JGQR · 40 seats" },
        ]}
      />
      <Callout tone="attention" title="This pack renews in 11 days.">
        6 of its 40 seats are idle. Reclaiming them first would save €1,014 a year.
      </Callout>
      <div className={styles.row}>
        <Button variant="primary">Revoke…</Button>
        <Button disabledReason="Only organization administrators can move licenses between teams.">
          Transfer…
        </Button>
        <Button variant="quiet">More</Button>
      </div>
      <PanelSection title="History">Renewed until 4 Dec 2026</PanelSection>
    </DetailsPanel>
  );
}
