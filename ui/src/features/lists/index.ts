import { lazily } from "@/ui";

export { DropTarget } from "./drop/DropTarget";
export { ListButton } from "./ListButton";
export { type ListDoor, useListDoor } from "./useListDoor";

/** From a list to the result of the change that it asks for; loaded when it is first needed. */
export const ListImport = lazily(async () => (await import("./ListImport")).ListImport);
