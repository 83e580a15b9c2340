import { useMemo } from "react";
import { useWords } from "@/change";
import { actorWords, changeSetTitle, countWords, SourceText } from "@/change/run";
import { dayOf, formatDay, formatFullInstant } from "@/i18n";
import { asItRuns, type ChangeSetView, useRun } from "@/platform";
import { Badge, type GridColumn, TwoLines } from "@/ui";
import styles from "../Changes.module.css";

/** What, when, who, and what came of it. */
export function useChangeSetColumns(): GridColumn<ChangeSetView>[] {
  const { text } = useWords();
  return useMemo(
    () => [
      {
        id: "what",
        header: text("changes.column.what"),
        minWidth: 200,
        grow: 2,
        render: (set) => <WhatCell set={set} />,
      },
      {
        id: "result",
        header: text("changes.column.result"),
        minWidth: 156,
        grow: 1.6,
        render: (set) => <ResultCell set={set} />,
      },
      {
        id: "when",
        header: text("changes.column.when"),
        minWidth: 110,
        grow: 0.6,
        priority: 1,
        render: (set) => <WhenCell at={set.at} />,
      },
      {
        id: "who",
        header: text("changes.column.who"),
        minWidth: 160,
        priority: 2,
        render: (set) => <WhoCell set={set} />,
      },
    ],
    [text],
  );
}

function WhatCell({ set }: { set: ChangeSetView }) {
  const words = useWords();
  const title = changeSetTitle(words, asItRuns(set, useRun()));
  return <TwoLines primary={title} secondary={<SourceText source={set.source} />} title={title} />;
}

/** How its steps stand, the most telling first. */
export function ResultCell({ set }: { set: ChangeSetView }) {
  const words = useWords();
  const shown = asItRuns(set, useRun());
  const counts = countWords(words, shown.counts);
  // How many are done stands in the title; where there is nothing else to say, it is said here.
  const others = counts.filter(({ id }) => id !== "applied");
  return (
    <span className={styles.badges} title={counts.map(({ label }) => label).join(", ")}>
      {shown.isCutOff && <Badge tone="attention">{words.text("changes.cutOff")}</Badge>}
      {(others.length > 0 ? others : counts).map(({ id, tone, label }) => (
        <Badge key={id} tone={tone}>
          {label}
        </Badge>
      ))}
    </span>
  );
}

function WhenCell({ at }: { at: string }) {
  const { intl } = useWords();
  const instant = new Date(at);
  return (
    <time dateTime={at} title={formatFullInstant(intl, instant)}>
      <TwoLines
        primary={formatDay(intl, dayOf(instant))}
        secondary={intl.formatTime(instant, { timeStyle: "short" })}
      />
    </time>
  );
}

function WhoCell({ set }: { set: ChangeSetView }) {
  const words = useWords();
  const { role, name } = actorWords(words, set.actor);
  return <TwoLines primary={role} secondary={name} title={`${role}\n${name}`} />;
}
