import { type MessageId, useText } from "@/i18n";
import type { ChangeRequest, RunPhase } from "@/platform";
import type { Screen } from "../screen";
import { RunBody } from "./RunBody";
import { RunFooter, RunFooterNote } from "./RunFooter";
import { RunProgress } from "./RunProgress";
import { RunTitle } from "./RunTitle";
import { SourceText } from "./SourceText";
import { useRunState } from "./useRunState";

/** What the dialog around a run does for it. */
export interface RunDoing {
  /** Closes the dialog; what is under way goes on. */
  close: () => void;
  /** Shows another plan in its place: what failed again, or the opposite. */
  request: (request: ChangeRequest) => void;
  /** Back to the form that it came from, where the vendor refused what was typed into it. */
  back?: (() => void) | undefined;
}

/** A change set while it is carried out, and what came of it. `isOne`: it is a single step. */
export function runScreen(id: string, isOne: boolean, doing: RunDoing): Screen {
  return {
    title: <RunTitle id={id} />,
    subtitle: <RunSubtitle id={id} />,
    summary: isOne ? null : <RunProgress id={id} />,
    size: isOne ? "medium" : "large",
    isFlush: true,
    children: <RunBody id={id} onLeave={doing.close} />,
    footerNote: <RunFooterNote id={id} />,
    footer: <RunFooter id={id} doing={doing} />,
  };
}

const SUBTITLES: Readonly<Record<RunPhase, MessageId>> = {
  running: "run.subtitle.running",
  paused: "run.subtitle.paused",
  stopping: "run.subtitle.stopping",
  finished: "run.subtitle.finished",
};

function RunSubtitle({ id }: { id: string }) {
  const text = useText();
  const { set, run, phase, counts } = useRunState(id);
  const source = run?.source ?? set?.source;
  return (
    <>
      {text(SUBTITLES[phase], { count: counts.steps })}
      {source && source.kind !== "license" && source.kind !== "selection" && (
        <>
          {" "}
          <SourceText source={source} />
        </>
      )}
    </>
  );
}
