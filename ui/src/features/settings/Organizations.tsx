import { KeyRound, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useText } from "@/i18n";
import { type OrganizationView, type SessionView, useOpenOrganization } from "@/platform";
import { useProblemToast } from "@/problems";
import { Badge, Button, IconButton, OrganizationTile } from "@/ui";
import { RemoveDialog } from "./RemoveDialog";
import styles from "./Settings.module.css";

export interface OrganizationsProps {
  session: SessionView;
  onConnect: () => void;
  /** Goes to where a new token is entered for an organization. */
  onNewToken: (id: string) => void;
}

/** All organizations that this computer knows. */
export function Organizations({ session, onConnect, onNewToken }: OrganizationsProps) {
  const text = useText();
  const [removing, setRemoving] = useState<OrganizationView | null>(null);
  const open = useOpenOrganization();
  const sayProblem = useProblemToast();
  const current = session.current?.organization.id;
  return (
    <>
      <ul className={styles.list}>
        {session.organizations.map((organization) => (
          <li key={organization.id} className={styles.organization}>
            <OrganizationTile name={organization.name} size="large" />
            <div className={styles.words}>
              <div className={styles.name}>{organization.name}</div>
              <div className={styles.explanation}>
                {organization.isDemo
                  ? text("settings.demo")
                  : text("settings.customerCode", { code: organization.customerCode })}
              </div>
            </div>
            {organization.id === current ? (
              <Badge tone="accent">{text("settings.isOpen")}</Badge>
            ) : (
              <Button
                size="small"
                aria-label={text("settings.open.named", { name: organization.name })}
                pendingLabel={
                  open.isPending && open.variables === organization.id ? text("settings.opening") : null
                }
                onPress={() => open.mutate(organization.id, { onError: sayProblem })}
              >
                {text("settings.open")}
              </Button>
            )}
            {!organization.isDemo && (
              <IconButton
                size="small"
                label={text("settings.newToken", { name: organization.name })}
                icon={<KeyRound size={15} aria-hidden />}
                onPress={() => onNewToken(organization.id)}
              />
            )}
            <IconButton
              size="small"
              label={text("settings.remove.named", { name: organization.name })}
              icon={<Trash2 size={15} aria-hidden />}
              onPress={() => setRemoving(organization)}
            />
          </li>
        ))}
      </ul>
      <div>
        <Button icon={<Plus size={15} aria-hidden />} onPress={onConnect}>
          {text("organizations.connect")}
        </Button>
      </div>
      <RemoveDialog organization={removing} onClose={() => setRemoving(null)} />
    </>
  );
}
