import type { Capability, TeamId, Want } from "@/platform";

/** What the person wants of the list, for each wish that there is: what was chosen for one stays for the next. */
export interface WishForm {
  want: Want;
  /** The product's code; null: not chosen, or all. */
  product: string | null;
  /** Which team's licenses; null: of any. */
  team: TeamId | null;
  /** Where licenses move to. */
  target: TeamId | null;
  sendEmail: boolean;
  includeOfflineCode: boolean;
  takeFromOthers: boolean;
}

export const emptyWish: WishForm = {
  want: "assign",
  product: null,
  team: null,
  target: null,
  sendEmail: true,
  includeOfflineCode: false,
  takeFromOthers: false,
};

/** What the token has to be allowed for it. */
export function capabilitiesOf({ want, takeFromOthers }: WishForm): Capability[] {
  if (want === "makeItSo") return takeFromOthers ? ["assign", "revoke"] : ["assign"];
  return [want];
}
