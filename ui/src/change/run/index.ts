export { ConfirmDialog, type ConfirmDialogProps } from "./ConfirmDialog";
export { CutOff, type CutOffProps } from "./CutOff";
export { ExportMenu } from "./ExportMenu";
export { CheckingCallout, UnknownCallout } from "./RunBody";
export { RunDialog, type RunDialogProps } from "./RunDialog";
export { type RunDoing, runScreen } from "./runScreen";
export { RunTitle } from "./RunTitle";
export { SourceText } from "./SourceText";
export { StepsPane, type StepsPaneProps } from "./StepsPane";
export { type NextRefusals, useNextRefusals } from "./useNextRefusals";
export { useRunActions } from "./useRunActions";
export { type RunState, useRunState } from "./useRunState";
export {
  actorWords,
  changeSetTitle,
  countWords,
  instantWords,
  kindOf,
  settledOf,
} from "./words";
