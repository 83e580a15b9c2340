import "@tanstack/react-query";
import type { AnyProblem } from "./platform";

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: AnyProblem;
  }
}

export type * from "./bindings";
export { choosePlatform } from "./choose";
export { PlatformProvider, usePlatform } from "./context";
export { keys } from "./keys";
export { readAhead } from "./readAhead";
export {
  type ApplyInput,
  everyLicense,
  shownQuery,
  useApplyPlan,
  useFreeSeats,
  useLicenseDetails,
  usePeopleSuggestions,
  usePlanChange,
} from "./licenses";
export {
  type LicenseRows,
  useLicenseFacets,
  useLicenseRows,
  useLicensesAll,
  useLicenseSource,
  useLicenseTotal,
  useRowsProblem,
} from "./rows/useLicenseRows";
export type { RowSource } from "./rows/source";
export {
  useDeleteView,
  useRememberView,
  useSavedViews,
  useSaveView,
  useTableViews,
} from "./views";
export { type AnyProblem, type Platform, problem, toProblem, type Unsubscribe } from "./platform";
export {
  type ConnectInput,
  useCancelSync,
  useConnect,
  useConnectDemo,
  useCurrent,
  useDismissRecovery,
  useIsSaidBySession,
  useOpenLink,
  useOpenOrganization,
  usePasteToken,
  usePlatformEvents,
  useRecovery,
  useRemoveOrganization,
  useSession,
  useSetPreferences,
  useStartOver,
  useSync,
} from "./session";
