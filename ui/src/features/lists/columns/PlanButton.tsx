import { useRefusals } from "@/change";
import { useText } from "@/i18n";
import { type ListView, useCheckList } from "@/platform";
import { Button } from "@/ui";
import { capabilitiesOf } from "../wish/wishForm";
import type { ListFlow } from "../useListFlow";
import { wishOf } from "./columns";
import type { Read } from "./columnsScreen";
import { mappingWords } from "./words";

interface Checked {
  flow: ListFlow;
  list: ListView;
}

/** Leads to the plan, once there is something to plan. */
export function PlanButton({ flow, list, current }: Checked & Read) {
  const text = useText();
  const reason = useReason({ flow, list, current });
  return (
    <Button variant="primary" onPress={flow.showPlan} disabledReason={reason}>
      {text("lists.showPlan")}
    </Button>
  );
}

/** Why there can't be a plan yet. */
function useReason({ flow, list, current }: Checked & Read): string | null {
  const text = useText();
  const refusals = useRefusals(current);
  const { data: check, isPlaceholderData } = useCheckList(list.id, flow.columns, flow.wish.want);
  const refused = capabilitiesOf(flow.wish).find((capability) => refusals[capability]);
  if (refused) return refusals[refused];
  if (!check || isPlaceholderData) return text("lists.checking");
  if (check.problem) return mappingWords(text, check.problem);
  if (check.good === 0) return text("lists.noGoodLine");
  if (wishOf(flow.wish, flow.columns)) return null;
  return text(flow.wish.want === "transfer" ? "licenses.assign.chooseTeam" : "licenses.assign.chooseProduct");
}

/** What becomes of lines that say nothing that could be done. */
export function StayOut({ flow, list }: Checked) {
  const text = useText();
  const check = useCheckList(list.id, flow.columns, flow.wish.want).data;
  if (!check || check.bad === 0 || check.good === 0) return null;
  return text("lists.goOnWithout", { count: check.bad });
}
