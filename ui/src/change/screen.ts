import type { DialogProps } from "@/ui";

/** What the dialog shows at one stage. */
export type Screen = Omit<DialogProps, "isOpen" | "onClose">;
