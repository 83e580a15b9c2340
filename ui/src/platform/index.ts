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
export { asItRuns, useChangeSet, useChangeSets, useChangeSteps, useExportChange } from "./changes";
export { useCloseAsked, usePlatformEvents } from "./events";
export {
  everyLicense,
  shownQuery,
  useFreeSeats,
  useLicenseDetails,
  usePeopleSuggestions,
  useProducts,
} from "./licenses";
export {
  LARGEST_FILE,
  type ReadListInput,
  useCheckList,
  useForgetList,
  useReadList,
  useReadPastedList,
  useSaveTemplate,
} from "./lists";
export {
  type TakeOutInput,
  usePlan,
  usePlanChange,
  usePlanRows,
  useQueuePlan,
  useIsTakingOut,
  useTakeOut,
  wholePlan,
} from "./plans";
export { usePostponeQueued, useQueue, useRemoveQueued } from "./queue";
export type { RowWindows } from "./rows/useRowWindows";
export { useApplyPlan, useCloseWindow, useRun, useRunControl, useStayOpen } from "./runs";
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
  useRecovery,
  useRemoveOrganization,
  useSession,
  useSetPreferences,
  useStartOver,
  useSync,
} from "./session";
