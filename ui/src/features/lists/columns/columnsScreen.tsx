import type { TextOf } from "@/i18n";
import type { CurrentView, ListView } from "@/platform";
import { Button, type DialogProps } from "@/ui";
import type { ListFlow } from "../useListFlow";
import { ColumnsBody } from "./ColumnsBody";
import { PlanButton, StayOut } from "./PlanButton";
import { listName, sourceWords } from "./words";

/** A list that was read, and for whom. */
export interface Read {
  list: ListView;
  current: CurrentView;
}

type Screen = Omit<DialogProps, "isOpen" | "onClose">;

/** Where the person says what is in the list and what is wanted of it. */
export function columnsScreen(text: TextOf, flow: ListFlow, { list, current }: Read): Screen {
  const { total, source } = list.preview;
  return {
    title: listName(text, list),
    subtitle: text("lists.rows", { count: total, source: sourceWords(text, source) }),
    size: "full",
    isFlush: true,
    children: <ColumnsBody flow={flow} list={list} current={current} />,
    footerNote: <StayOut flow={flow} list={list} />,
    footer: (
      <>
        <Button onPress={flow.backToChoose}>{text("lists.back")}</Button>
        <Button onPress={flow.close}>{text("common.cancel")}</Button>
        <PlanButton flow={flow} list={list} current={current} />
      </>
    ),
  };
}
