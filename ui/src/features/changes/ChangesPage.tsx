import { useText } from "@/i18n";
import { type ChangeRequest, type CurrentView, useCurrent } from "@/platform";
import { Page, type PageProps, SegmentedControl } from "@/ui";
import { useQueuePart } from "./queue/useQueuePart";
import { useSetsPart } from "./sets/useSetsPart";

export type ChangesSection = "sets" | "queue";

export interface ChangesPageProps {
  section: ChangesSection;
  onSection: (section: ChangesSection) => void;
  /** Shows the plan for a change. */
  onRequest: (request: ChangeRequest) => void;
  /** Shows a run. */
  onShowRun: (id: string) => void;
}

/** What a section puts into the page. */
export type SectionPart = Omit<PageProps, "title" | "toolbar">;

/** What was changed with this app, and what waits for its day. */
export function ChangesPage(props: ChangesPageProps) {
  const current = useCurrent();
  // Another organization starts afresh: nothing selected or open there is meant here.
  return current && <Changes key={current.organization.id} current={current} {...props} />;
}

interface ChangesProps extends ChangesPageProps {
  current: CurrentView;
}

function Changes({ current, section, onSection, onRequest, onShowRun }: ChangesProps) {
  const text = useText();
  const sets = useSetsPart({ onRequest, onShowRun });
  const queue = useQueuePart({ onRequest, current });
  const part: SectionPart = section === "queue" ? queue : sets.part;
  return (
    <Page
      {...part}
      title={text("changes.title")}
      toolbar={
        <SegmentedControl<ChangesSection>
          label={text("changes.sections")}
          value={section}
          onChange={onSection}
          segments={[
            { id: "sets", label: text("changes.sets"), count: numberOf(sets.total) },
            { id: "queue", label: text("changes.queue"), count: numberOf(current.queued) },
          ]}
        />
      }
    />
  );
}

/** Nothing is no number worth reading. */
function numberOf(count: number | undefined): string | undefined {
  return count ? String(count) : undefined;
}
