import { FlaskConical, Plus } from "lucide-react";
import { accessShortName } from "@/access";
import { type TextOf, useText } from "@/i18n";
import { type CurrentView, type OrganizationView, useConnectDemo, useOpenOrganization } from "@/platform";
import { useProblemToast } from "@/problems";
import { Menu, type MenuEntry, OrganizationTile, SwitcherButton } from "@/ui";

export interface OrganizationSwitcherProps {
  organizations: readonly OrganizationView[];
  current: CurrentView;
  /** Goes to where another organization is connected. */
  onConnect: () => void;
  /** Another organization is open now. */
  onOpened: () => void;
}

const CONNECT = "connect";
const DEMO = "demo";

/** Which organization the window is about, and the way to another one. */
export function OrganizationSwitcher(props: OrganizationSwitcherProps) {
  const { organizations, current, onConnect, onOpened } = props;
  const text = useText();
  const open = useOpenOrganization();
  const demo = useConnectDemo();
  const sayProblem = useProblemToast();
  const { organization } = current;
  const outcome = { onSuccess: onOpened, onError: sayProblem };
  const choose = (id: string) => {
    if (id === CONNECT) onConnect();
    else if (id === DEMO) demo.mutate(undefined, outcome);
    else if (id !== entryId(organization)) open.mutate(id.slice(ORGANIZATION.length), outcome);
  };
  const more: MenuEntry[] = [
    { id: CONNECT, label: text("organizations.connect"), icon: <Plus size={15} aria-hidden /> },
  ];
  if (!organizations.some((one) => one.isDemo)) {
    more.push({
      id: DEMO,
      label: text("organizations.demo"),
      icon: <FlaskConical size={15} aria-hidden />,
    });
  }
  return (
    <Menu
      label={text("organizations.menu")}
      matchTrigger
      onAction={choose}
      trigger={
        <SwitcherButton
          tile={<OrganizationTile name={organization.name} size="large" />}
          title={organization.name}
          subtitle={subtitleOf(text, current)}
        />
      }
      groups={[
        {
          id: "organizations",
          title: text("organizations.title"),
          entries: organizations.map((one) => ({
            id: entryId(one),
            label: one.name,
            description: one.isDemo
              ? text("organizations.demo.description")
              : text("organizations.code", codeOf(one)),
            icon: <OrganizationTile name={one.name} size="small" />,
            isCurrent: one.id === organization.id,
          })),
        },
        { id: "more", entries: more },
      ]}
    />
  );
}

/** In a word or two: there is little room. */
function subtitleOf(text: TextOf, { organization, access }: CurrentView): string {
  if (organization.isDemo) return text("organizations.demo.short");
  return access ? accessShortName(text, access) : text("organizations.code", codeOf(organization));
}

const ORGANIZATION = "organization:";

function entryId({ id }: OrganizationView): string {
  return `${ORGANIZATION}${id}`;
}

function codeOf({ customerCode }: OrganizationView) {
  return { code: customerCode };
}
