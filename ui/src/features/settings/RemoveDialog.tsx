import { useText } from "@/i18n";
import { type OrganizationView, useRemoveOrganization } from "@/platform";
import { ProblemCallout } from "@/problems";
import { Button, Dialog, useToast } from "@/ui";
import styles from "./Settings.module.css";

export interface RemoveDialogProps {
  /** The one to remove; closed without one. */
  organization: OrganizationView | null;
  onClose: () => void;
}

/** Says what goes and what stays before an organization is removed from this computer. */
export function RemoveDialog({ organization, onClose }: RemoveDialogProps) {
  const text = useText();
  const toast = useToast();
  const remove = useRemoveOrganization();
  const close = () => {
    remove.reset();
    onClose();
  };
  const carryOut = () => {
    if (!organization) return;
    remove.mutate(organization.id, {
      onSuccess: () => {
        toast({ tone: "accent", title: text("settings.removed", { name: organization.name }) });
        close();
      },
    });
  };
  return (
    <Dialog
      isOpen={organization !== null}
      onClose={close}
      role="alertdialog"
      size="small"
      isBusy={remove.isPending}
      title={text("settings.remove.title", { name: organization?.name ?? "" })}
      footer={
        <>
          <Button onPress={close}>{text("common.cancel")}</Button>
          <Button
            variant="danger"
            onPress={carryOut}
            pendingLabel={remove.isPending ? text("settings.removing") : null}
          >
            {text("settings.remove")}
          </Button>
        </>
      }
    >
      <div className={styles.question}>
        {remove.error && <ProblemCallout problem={remove.error} handlers={{ retry: carryOut }} />}
        <p>{text("settings.remove.what")}</p>
        <ul className={styles.goes}>
          <li>{text("settings.remove.data")}</li>
          {!organization?.isDemo && <li>{text("settings.remove.token")}</li>}
        </ul>
        <p>{text(organization?.isDemo ? "settings.remove.demo" : "settings.remove.stays")}</p>
      </div>
    </Dialog>
  );
}
