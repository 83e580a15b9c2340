import { useText } from "@/i18n";
import { ProblemCallout } from "@/problems";
import { Callout } from "@/ui";
import type { ListFlow } from "./useListFlow";

/** Why there is no list, or no other one. */
export function Trouble({ flow }: { flow: ListFlow }) {
  const text = useText();
  const { problem, refusal } = flow;
  if (problem) return <ProblemCallout problem={problem} />;
  if (!refusal) return null;
  return (
    <Callout
      tone="attention"
      live="assertive"
      title={
        refusal.kind === "folder"
          ? text("lists.drop.folder")
          : text("lists.drop.several", { count: refusal.count })
      }
    >
      {refusal.kind === "folder" ? text("lists.drop.folderNext") : text("lists.drop.severalNext")}
    </Callout>
  );
}
