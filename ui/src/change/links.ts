import { createContext, use } from "react";
import type { LicenseId } from "@/platform";

/** Where links in a change lead to: the pages are the frame's. */
export interface ChangeLinks {
  /** The license with its details beside it. */
  showLicense: (id: LicenseId) => void;
  /** Where another token takes the place of one that is not accepted any more. */
  enterToken: () => void;
}

const LinksContext = createContext<ChangeLinks | null>(null);

/** Tells what is below it where links lead to. */
export const ChangeLinksProvider = LinksContext;

/** Where links lead to; nothing where there are no pages around. */
export function useChangeLinks(): ChangeLinks | null {
  return use(LinksContext);
}
