import { Lock } from "lucide-react";
import { Badge, type GridColumn, ProductTile, TwoLines } from "@/ui";

export interface ExampleRow {
  id: string;
  code: string;
  product: string;
  name: string | null;
  email: string;
  team: string;
  state: string;
  until: string;
  seen: string;
}

const PRODUCTS = [
  ["II", "IntelliJ IDEA Ultimate"],
  ["ALL", "All Products Pack"],
  ["WS", "WebStorm"],
  ["PY", "PyCharm"],
  ["RD", "Rider"],
  ["DG", "DataGrip"],
  ["GO", "GoLand"],
  ["CL", "CLion"],
] as const;

const PEOPLE = [
  "Anna Lindqvist",
  "Marek Dvořák",
  "Sofía Herrera",
  "Jun Watanabe",
  null,
  "Ol*** Be*****",
  "Chloé Martin",
  "Tariq Haddad",
  "License Vault",
  "Ewa Nowak",
  "Wilhelmina Featherstonehaugh-Cholmondeley",
] as const;

const STATES = [
  "Assigned",
  "Assigned",
  "Idle 74 days",
  "Idle 61 days",
  "Free",
  "Locked until 14 Dec",
] as const;
const MORE = ["Assigned", "Expires in 11 days", "License Vault", "Assigned", "Suspended"] as const;
const TEAMS = ["Platform", "Platform", "Web", "Data", "Games", "Embedded"] as const;

function pick<Item>(items: readonly Item[], index: number): Item {
  return items[index % items.length] as Item;
}

export function exampleRow(index: number): ExampleRow {
  const [code, product] = pick(PRODUCTS, index * 5);
  const name = pick(PEOPLE, index);
  return {
    id: (index * 7919 + 100_000).toString(36).toUpperCase().padStart(10, "K7Q2M9"),
    code,
    product,
    name,
    email: name ? `${name.split(" ").join(".").toLowerCase()}@nordlicht.example` : "",
    team: pick(TEAMS, index),
    state: pick([...STATES, ...MORE], index),
    until: pick(["12 Mar 2027", "4 Dec 2026", "28 Jan 2027"], index),
    seen: pick(["Today", "Yesterday", "10 Sep 2026", "—", "Never"], index),
  };
}

function stateBadge(state: string) {
  if (state.startsWith("Idle")) return <Badge tone="idle">{state}</Badge>;
  if (state.startsWith("Expires")) return <Badge tone="attention">{state}</Badge>;
  if (state === "Free") return <Badge tone="accent">{state}</Badge>;
  if (state === "Suspended") return <Badge tone="wrong">{state}</Badge>;
  if (state === "License Vault") return <Badge tone="fact">{state}</Badge>;
  return (
    <Badge icon={state.startsWith("Locked") ? <Lock size={12} aria-hidden /> : undefined}>{state}</Badge>
  );
}

export const exampleColumns: readonly GridColumn<ExampleRow>[] = [
  {
    id: "product",
    header: "Product",
    minWidth: 150,
    sortable: true,
    render: (row) => (
      <TwoLines leading={<ProductTile code={row.code} />} primary={row.product} secondary={row.id} />
    ),
  },
  {
    id: "assignee",
    header: "Assigned to",
    minWidth: 136,
    grow: 1.2,
    sortable: true,
    render: (row) =>
      row.name ? (
        <TwoLines primary={row.name} secondary={row.email} title={row.email} />
      ) : (
        <span style={{ color: "var(--text-second)" }}>Nobody</span>
      ),
  },
  {
    id: "team",
    header: "Team",
    minWidth: 92,
    grow: 0.6,
    sortable: true,
    priority: 2,
    render: (row) => row.team,
  },
  { id: "state", header: "State", minWidth: 176, grow: 0.8, render: (row) => stateBadge(row.state) },
  {
    id: "until",
    header: "Valid until",
    minWidth: 104,
    grow: 0.5,
    sortable: true,
    priority: 1,
    render: (row) => row.until,
  },
  {
    id: "seen",
    header: "Last seen",
    minWidth: 104,
    grow: 0.5,
    sortable: true,
    priority: 3,
    render: (row) => row.seen,
  },
];
