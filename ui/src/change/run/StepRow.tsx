import { CircleAlert, CircleCheck, CircleDashed, CircleHelp, Clock } from "lucide-react";
import type { ReactNode } from "react";
import type { MessageId } from "@/i18n";
import type { Capability, StepStateView, StepView } from "@/platform";
import { Badge, Button, ProductTile, Spinner, TwoLines } from "@/ui";
import { ConsoleLink } from "../ConsoleLink";
import { useChangeLinks } from "../links";
import { holderName, holderNote, productName, teamName } from "../words/names";
import { type StepGroup, stepGroup, stepWords } from "../words/steps";
import { useWords, type Words } from "../words/useWords";
import styles from "./StepList.module.css";
import { instantWords, secondWords } from "./words";

export interface StepRowProps {
  step: StepView;
  isMixed: boolean;
  onLeave?: (() => void) | undefined;
}

/** One step: whom it is about, where it stands, why, and what to do next. */
export function StepRow({ step, isMixed, onLeave }: StepRowProps) {
  const words = useWords();
  const said = stepWords(words, step.state, step.capability);
  const person = step.person ? holderName(words, step.person) : words.text("licenses.holder.nobody");
  const note = step.person ? holderNote(step.person) : "";
  const move = moveWords(words, step);
  return (
    <>
      <div className={styles.who}>
        <TwoLines
          leading={<ProductTile code={step.product.code} />}
          primary={person}
          secondary={note}
          title={[person, note].filter(Boolean).join("\n")}
        />
      </div>
      <div className={styles.verdict}>
        <Badge tone={said.tone} icon={stepIcon(step.state, said.label)}>
          {said.label}
        </Badge>
      </div>
      <div className={styles.why} data-selectable>
        <p className={styles.what}>
          {whatWords(words, step, isMixed)}
          <StepTime words={words} step={step} />
        </p>
        {move && <p>{move}</p>}
        {said.sentences.map((text) => (
          <p key={text}>{text}</p>
        ))}
        <StepAnswer words={words} step={step} />
        <StepLinks step={step} needsConsole={said.needsConsole} onLeave={onLeave} />
      </div>
    </>
  );
}

const KINDS: Readonly<Record<Capability, MessageId>> = {
  assign: "run.step.assign",
  revoke: "run.step.revoke",
  transfer: "run.step.transfer",
};

/** The product and the license, and what is done to it where that is not the same for all. */
function whatWords(words: Words, step: StepView, isMixed: boolean): string {
  const { text } = words;
  const license = text("licenses.plan.rowNote", {
    product: productName(words, step.product),
    id: step.license,
  });
  return isMixed ? text("run.step.kind", { kind: text(KINDS[step.capability]), license }) : license;
}

/** From which team to which. */
function moveWords(words: Words, { team, targetTeam }: StepView): string | null {
  if (!targetTeam) return null;
  const from = team ? teamName(words, team) : words.text("licenses.team.none");
  return words.text("run.step.move", { from, to: teamName(words, targetTeam) });
}

interface PartProps {
  words: Words;
  step: StepView;
}

/** When it came to stand where it stands. */
function StepTime({ words, step }: PartProps) {
  if (stepGroup(step.state) === "pending") return null;
  return (
    <time dateTime={step.at} title={instantWords(words, step.at)}>
      {secondWords(words, step.at)}
    </time>
  );
}

/** What the vendor answered, as it did. */
function StepAnswer({ words, step: { state } }: PartProps) {
  const problem = state.kind === "rejected" || state.kind === "unreadable" ? state.problem : null;
  const { status = null, vendorCode = null } = problem?.detail ?? {};
  if (status === null && vendorCode === null) return null;
  return (
    <p className={styles.facts}>
      {status !== null && <span>{words.text("run.step.status", { status })}</span>}
      {vendorCode !== null && <code>{vendorCode}</code>}
    </p>
  );
}

const LEADS_TO_LICENSE: ReadonlySet<StepGroup> = new Set(["unknown", "refused", "unchanged", "notSent"]);

function StepLinks({
  step,
  needsConsole,
  onLeave,
}: Omit<StepRowProps, "isMixed"> & { needsConsole: boolean }) {
  const { text } = useWords();
  const links = useChangeLinks();
  const { kind } = step.state;
  const isUntouched = kind === "canceled" || kind === "stopped";
  const hasLicense = links !== null && LEADS_TO_LICENSE.has(stepGroup(step.state)) && !isUntouched;
  if (!hasLicense && !needsConsole) return null;
  return (
    <div className={styles.links}>
      {hasLicense && (
        <Button
          variant="link"
          size="small"
          aria-label={text("run.step.showLicense.named", { license: step.license })}
          onPress={() => {
            onLeave?.();
            links.showLicense(step.license);
          }}
        >
          {text("run.step.showLicense")}
        </Button>
      )}
      {needsConsole && <ConsoleLink />}
    </div>
  );
}

function stepIcon(state: StepStateView, label: string): ReactNode {
  switch (state.kind) {
    case "planned":
      return <Clock size={12} aria-hidden />;
    case "sending":
    case "checking":
      return <Spinner label={label} size={12} />;
    case "applied":
      return <CircleCheck size={13} aria-hidden />;
    case "unknown":
      return <CircleHelp size={13} aria-hidden />;
    case "stopped":
    case "canceled":
      return <CircleDashed size={13} aria-hidden />;
    default:
      return <CircleAlert size={13} aria-hidden />;
  }
}
