import type { TextOf } from "@/i18n";
import { Button, type DialogProps } from "@/ui";
import type { ListFlow } from "../useListFlow";
import { ChooseBody } from "./ChooseBody";
import { TemplatesMenu } from "./TemplatesMenu";

type Screen = Omit<DialogProps, "isOpen" | "onClose">;

/** Where a file is chosen or text is pasted. */
export function chooseScreen(text: TextOf, flow: ListFlow): Screen {
  const { pasted, isReading } = flow;
  return {
    title: text("lists.title"),
    subtitle: text("lists.subtitle"),
    size: "medium",
    children: <ChooseBody flow={flow} />,
    footerNote: <TemplatesMenu />,
    footer: (
      <>
        <Button onPress={flow.close}>{text("common.cancel")}</Button>
        <Button
          variant="primary"
          onPress={flow.readPasted}
          pendingLabel={isReading ? text("lists.reading") : null}
          disabledReason={pasted.trim() === "" ? text("lists.nothingChosen") : null}
        >
          {text("lists.goOn")}
        </Button>
      </>
    ),
  };
}
