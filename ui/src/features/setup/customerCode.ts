import * as v from "valibot";
import type { MessageId } from "@/i18n";

const missing: MessageId = "setup.code.missing";
const notANumber: MessageId = "setup.code.notANumber";

/** A customer code as people copy it: with spaces around it, or the "#" that the vendor puts before it. */
export const customerCodeSchema = v.pipe(
  v.string(),
  v.transform((text) => text.replaceAll(/[\s#]/g, "")),
  v.nonEmpty(missing),
  v.regex(/^\d+$/, notANumber),
);

export const connectSchema = v.object({ customerCode: customerCodeSchema });

export type ConnectFields = v.InferInput<typeof connectSchema>;
