import { type FormEvent, useState } from "react";
import { useText } from "@/i18n";
import { type SavedView, type TableView, useSaveView } from "@/platform";
import { ProblemCallout } from "@/problems";
import { Button, Dialog, TextField } from "@/ui";
import { isTaken } from "./views";

/** A view that gets a name: a new one, or a saved one that gets another. */
export interface Naming {
  /** The saved view that is renamed; none: a new one. */
  renamed: SavedView | null;
  view: TableView;
}

export interface ViewNameDialogProps {
  naming: Naming;
  organization: string;
  saved: readonly SavedView[];
  onClose: () => void;
  onSaved: (id: string) => void;
}

/** As long as a name may be: what fits into a menu. */
const LONGEST_NAME = 80;

/** Asks for the name of a view, and saves it. */
export function ViewNameDialog({ naming, organization, saved, onClose, onSaved }: ViewNameDialogProps) {
  const text = useText();
  const save = useSaveView(organization);
  const { renamed, view } = naming;
  const [name, setName] = useState(renamed?.name ?? "");
  const [isChecked, setChecked] = useState(false);
  const id = renamed?.id ?? null;
  const error =
    name.trim() === ""
      ? text("licenses.views.nameMissing")
      : isTaken(name, saved, id)
        ? text("licenses.views.nameTaken")
        : null;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setChecked(true);
    if (error || save.isPending) return;
    save.mutate({ id, name, view }, { onSuccess: onSaved });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="small"
      isBusy={save.isPending}
      title={text(renamed ? "licenses.views.renameTitle" : "licenses.views.saveTitle")}
      subtitle={renamed ? null : text("licenses.views.saveWhat")}
      onSubmit={submit}
      footer={
        <>
          <Button onPress={onClose}>{text("common.cancel")}</Button>
          <Button
            variant="primary"
            type="submit"
            pendingLabel={save.isPending ? text("licenses.views.saving") : null}
          >
            {text(renamed ? "licenses.views.doRename" : "licenses.views.doSave")}
          </Button>
        </>
      }
    >
      {save.error && <ProblemCallout problem={save.error} handlers={{ retry: () => submit() }} />}
      <TextField
        label={text("licenses.views.name")}
        value={name}
        onChange={setName}
        maxLength={LONGEST_NAME}
        autoFocus
        error={isChecked && error ? error : undefined}
      />
    </Dialog>
  );
}
