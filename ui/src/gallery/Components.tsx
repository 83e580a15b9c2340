import { Bell, Copy, ExternalLink, Plus, Search, Trash2, Users } from "lucide-react";
import { type ReactNode, useState } from "react";
import {
  Badge,
  Button,
  Callout,
  Card,
  Checkbox,
  type Choice,
  ChoiceList,
  ComboBox,
  DateField,
  Dialog,
  EmptyState,
  FilterChip,
  IconButton,
  KeyboardHint,
  Menu,
  OrganizationTile,
  Page,
  Popover,
  ProductTile,
  ProgressBar,
  SearchField,
  SecretField,
  SegmentedControl,
  Select,
  Skeleton,
  Spinner,
  Switch,
  TextField,
  useToast,
} from "@/ui";
import styles from "./Gallery.module.css";

/** Every component, in its states. */
export function Components() {
  return (
    <main style={{ height: "100%" }}>
      <Page title="Components" titleNote="for development" isDocument>
        <div className={styles.columns}>
          <Buttons />
          <Fields />
          <Choices />
          <Words />
          <Filters />
          <Floating />
          <Waiting />
        </div>
      </Page>
    </main>
  );
}

function Row({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}

export function Buttons() {
  return (
    <Card title="Buttons">
      <Row>
        <Button variant="primary">Connect</Button>
        <Button>Cancel</Button>
        <Button variant="quiet">More</Button>
        <Button variant="danger">Remove</Button>
        <Button variant="link">I don’t see this button</Button>
      </Row>
      <Row>
        <Button variant="primary" icon={<Plus size={15} aria-hidden />}>
          Assign…
        </Button>
        <Button variant="primary" pendingLabel="Revoking…">
          Revoke 3
        </Button>
        <Button variant="primary" disabledReason="Your token may only read.">
          Revoke…
        </Button>
        <Button disabledReason="Only organization administrators can move licenses.">Transfer…</Button>
      </Row>
      <Row>
        <Button size="small">Paste</Button>
        <Button size="large" variant="primary">
          Connect
        </Button>
        <IconButton label="Copy" icon={<Copy size={15} aria-hidden />} />
        <IconButton label="Open" variant="secondary" icon={<ExternalLink size={15} aria-hidden />} />
        <IconButton label="Remove" icon={<Trash2 size={15} />} disabledReason="The demo can’t be removed." />
      </Row>
    </Card>
  );
}

export function Fields() {
  const [search, setSearch] = useState("");
  return (
    <Card title="Fields">
      <TextField
        label="Customer code"
        defaultValue="6703615"
        help="The number beside your organization’s name."
      />
      <TextField
        label="E-mail"
        defaultValue="anna@"
        error="This is no whole e-mail address. Something after the @ is missing."
      />
      <SecretField
        label="API token"
        size="large"
        revealLabel="Show token"
        concealLabel="Hide token"
        help="Shown only once when it is generated. A new one replaces the old."
        trailing={<Button size="small">Paste</Button>}
      />
      <SecretField
        label="Pasted token"
        revealLabel="Show"
        concealLabel="Hide"
        held={{ text: "Pasted from the clipboard", clearLabel: "Forget it", onClear: () => {} }}
      />
      <SearchField
        label="Search licenses"
        placeholder="Search id, person, e-mail, pack…"
        clearLabel="Clear"
        shortcut={["Ctrl", "F"]}
        value={search}
        onChange={setSearch}
      />
    </Card>
  );
}

const PEOPLE: readonly Choice[] = [
  { id: "anna@nordlicht.example", label: "Anna Lindqvist", description: "anna@nordlicht.example" },
  { id: "marek@nordlicht.example", label: "Marek Dvořák", description: "marek@nordlicht.example" },
];

export function Choices() {
  const [team, setTeam] = useState<string | null>("web");
  const [email, setEmail] = useState("");
  const [density, setDensity] = useState<"regular" | "compact">("regular");
  const [on, setOn] = useState(true);
  return (
    <Card title="Choices">
      <Select
        label="Team"
        placeholder="Choose a team"
        value={team}
        onChange={setTeam}
        choices={[
          { id: "web", label: "Web", description: "5 free seats" },
          { id: "games", label: "Games", description: "No free seat" },
        ]}
      />
      <ComboBox
        label="E-mail"
        labelHint="of the person"
        value={email}
        onChange={setEmail}
        suggestions={PEOPLE.filter((person) => email !== "" && person.id.startsWith(email))}
        onChoose={(person) => setEmail(person.id)}
        help="People you already know are suggested."
      />
      <Checkbox
        isSelected={on}
        onChange={setOn}
        description="JetBrains writes to the person how to activate it."
      >
        Send e-mail
      </Checkbox>
      <Checkbox isSelected={false} isIndeterminate onChange={() => {}}>
        Some of them
      </Checkbox>
      <Checkbox isSelected={false} isDisabled onChange={() => {}}>
        Include offline code
      </Checkbox>
      <Switch isSelected={on} onChange={setOn} description="Rows of 34 instead of 44 pixels.">
        Compact rows
      </Switch>
      <SegmentedControl
        label="Density"
        value={density}
        onChange={setDensity}
        segments={[
          { id: "regular", label: "Regular" },
          { id: "compact", label: "Compact" },
        ]}
      />
    </Card>
  );
}

export function Words() {
  return (
    <Card title="Words">
      <Row>
        <Badge>Assigned</Badge>
        <Badge tone="accent">Free</Badge>
        <Badge tone="attention">Expires in 11 days</Badge>
        <Badge tone="wrong">Suspended</Badge>
        <Badge tone="fact">License Vault</Badge>
        <Badge tone="idle">Idle 74 days</Badge>
      </Row>
      <Row>
        {["II", "ALL", "WS", "PY", "RD", "DG", "GO", "CL", "PS", "RM", "RR", "XYZ", "Q1"].map((code) => (
          <ProductTile key={code} code={code} />
        ))}
        <ProductTile code="WS" size="large" />
        <OrganizationTile name="Nordlicht" size="large" />
        <KeyboardHint keys={["Ctrl", "K"]} />
      </Row>
      <Callout title="Read only">Your token may look at everything and change nothing.</Callout>
      <Callout tone="accent" title="Connected" />
      <Callout tone="fact">This person has an account; its name is shown.</Callout>
      <Callout
        tone="attention"
        title="This pack renews in 11 days."
        actions={<Button size="small">Review</Button>}
      >
        6 of its 40 seats are idle.
      </Callout>
      <Callout tone="wrong" title="JetBrains does not accept this token.">
        It may be mistyped, belong to another organization, or the customer code is another one.
      </Callout>
    </Card>
  );
}

const TEAMS = Array.from({ length: 300 }, (_, index) => ({
  id: `team-${index}`,
  label: `Team ${index}`,
  count: (index * 37) % 90,
}));

export function Filters() {
  const [teams, setTeams] = useState(new Set<string>());
  const [range, setRange] = useState<string | null>("month");
  const [day, setDay] = useState<string | null>("2026-12-04");
  const [answer, setAnswer] = useState<"any" | "yes" | "no">("any");
  return (
    <Card title="Filters">
      <Row>
        <FilterChip
          label="Team"
          summary={teams.size > 2 ? `${teams.size} selected` : [...teams].join(", ")}
          options={TEAMS}
          selected={teams}
          onChange={setTeams}
          searchLabel="Search"
          searchClearLabel="Clear search"
          clearLabel="Clear filter"
          removeLabel="Remove filter: Team"
          emptyText="Nothing matches."
        />
      </Row>
      <ChoiceList
        label="Expiry"
        options={[
          { id: "week", label: "In the next 7 days", count: 0 },
          { id: "month", label: "In the next 30 days", count: 1_284 },
        ]}
        selected={range}
        onChange={setRange}
      />
      <SegmentedControl
        isEven
        label="Trial"
        value={answer}
        onChange={setAnswer}
        segments={[
          { id: "any", label: "Any" },
          { id: "yes", label: "Yes", count: "12" },
          { id: "no", label: "No", count: "99,988" },
        ]}
      />
      <DateField label="From" value={day} onChange={setDay} />
    </Card>
  );
}

export function Floating() {
  const [open, setOpen] = useState(false);
  const [selected, setSelected] = useState(new Set<string>());
  const toast = useToast();
  return (
    <Card title="What floats">
      <Row>
        <Button onPress={() => setOpen(true)}>Dialog</Button>
        <Menu
          label="More"
          trigger={<Button>Menu</Button>}
          onAction={() => {}}
          groups={[
            {
              id: "one",
              entries: [
                { id: "copy", label: "Copy id", icon: <Copy size={15} aria-hidden /> },
                { id: "move", label: "Transfer…", disabledReason: "Only organization administrators can." },
                { id: "remove", label: "Remove…", isDanger: true, icon: <Trash2 size={15} aria-hidden /> },
              ],
            },
          ]}
        />
        <Popover label="About" trigger={<Button>Popover</Button>}>
          Some words in a popover.
        </Popover>
        <Button
          icon={<Bell size={15} aria-hidden />}
          onPress={() =>
            toast({ tone: "accent", title: "Revoked 3 licenses", text: "1 is queued for 14 Dec." })
          }
        >
          Toast
        </Button>
      </Row>
      <Row>
        <FilterChip
          label="Product"
          summary={[...selected].join(", ")}
          options={[...PEOPLE, { id: "x", label: "Somebody else" }].map(({ id, label }) => ({
            id,
            label,
            count: 3,
          }))}
          selected={selected}
          onChange={setSelected}
          searchLabel="Search"
          searchClearLabel="Clear search"
          clearLabel="Clear filter"
          removeLabel="Remove filter: Product"
          emptyText="Nothing matches."
        />
      </Row>
      <Dialog
        isOpen={open}
        onClose={() => setOpen(false)}
        title="Remove this organization?"
        subtitle="Its token and everything stored about it on this computer go."
        size="small"
        footer={
          <>
            <Button onPress={() => setOpen(false)}>Cancel</Button>
            <Button variant="danger" onPress={() => setOpen(false)}>
              Remove
            </Button>
          </>
        }
      />
    </Card>
  );
}

export function Waiting() {
  return (
    <Card title="Waiting, and nothing">
      <ProgressBar label="Reading licenses" value={120} max={240} valueLabel="120 of 240" />
      <ProgressBar label="Connecting" />
      <ProgressBar label="Updating" value={120} max={240} isLine />
      <Row>
        <Spinner label="Loading" />
        <Skeleton width={140} />
        <Skeleton width={26} height={26} />
      </Row>
      <EmptyState
        icon={<Users size={22} />}
        title="Nobody holds a license"
        actions={
          <Button variant="primary" icon={<Search size={15} aria-hidden />}>
            Find one
          </Button>
        }
      >
        Assign one, and the person shows here.
      </EmptyState>
    </Card>
  );
}
