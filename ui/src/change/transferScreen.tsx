import { useState } from "react";
import { useText } from "@/i18n";
import { useCurrent } from "@/platform";
import { ProblemCallout } from "@/problems";
import { Button, Callout, Select } from "@/ui";
import { teamName } from "./words/names";
import { useWords, type Words } from "./words/useWords";
import styles from "./Change.module.css";
import type { Screen } from "./screen";
import type { ChangeFlow } from "./useChangeFlow";

const FORM = "transfer-form";

/** Where the licenses go. */
export function transferScreen({ text }: Words, flow: ChangeFlow): Screen {
  const count = flow.start?.kind === "transfer" ? flow.start.count : 0;
  return {
    title: text("licenses.transfer.title", { count }),
    subtitle: text("licenses.transfer.subtitle"),
    children: (
      <div className={styles.form}>
        {flow.planProblem && <ProblemCallout problem={flow.planProblem} />}
        <TransferForm flow={flow} />
      </div>
    ),
    footerNote: text("licenses.plan.comesNext"),
    footer: (
      <>
        <Button onPress={flow.close}>{text("licenses.cancel")}</Button>
        <Button
          variant="primary"
          type="submit"
          form={FORM}
          pendingLabel={flow.planning.isMaking ? text("licenses.plan.making") : null}
        >
          {text("licenses.next")}
        </Button>
      </>
    ),
  };
}

function TransferForm({ flow }: { flow: ChangeFlow }) {
  const words = useWords();
  const text = useText();
  const from = flow.start?.kind === "transfer" ? flow.start.from : null;
  const teams = (useCurrent()?.teams ?? []).filter((team) => team.id !== from);
  const wanted = flow.planning.request?.kind === "transfer" ? String(flow.planning.request.team) : null;
  const [target, setTarget] = useState<string | null>(
    wanted !== null && teams.some((team) => String(team.id) === wanted) ? wanted : null,
  );
  const [isMissing, setMissing] = useState(false);
  if (teams.length === 0) {
    return (
      <Callout tone="attention" title={text("licenses.transfer.noTeam")}>
        {text("licenses.transfer.noTeamNext")}
      </Callout>
    );
  }
  return (
    <form
      id={FORM}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(target === null);
        if (target !== null) flow.planTransfer(Number(target));
      }}
    >
      <Select
        label={text("licenses.transfer.team")}
        placeholder={text("licenses.assign.chooseTeam")}
        choices={teams.map((team) => ({ id: String(team.id), label: teamName(words, team) }))}
        value={target}
        onChange={setTarget}
        error={isMissing && target === null ? text("licenses.assign.teamMissing") : null}
        help={text("licenses.transfer.help")}
      />
    </form>
  );
}
