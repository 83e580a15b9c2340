export { Badge, type BadgeProps, type Tone } from "./Badge";
export { Button, type ButtonProps, IconButton, type IconButtonProps } from "./Button";
export { Callout, type CalloutProps } from "./Callout";
export { Checkbox, type CheckboxProps } from "./Checkbox";
export { ChipFrame, type ChipFrameProps } from "./ChipFrame";
export { ChoiceList, type ChoiceListProps } from "./ChoiceList";
export type { CheckState } from "./CheckMark";
export { classes } from "./classes";
export { ComboBox, type ComboBoxProps } from "./ComboBox";
export { type CountChip, CountChips, type CountChipsProps } from "./CountChips";
export { DateField, type DateFieldProps } from "./DateField";
export { Dialog, type DialogProps } from "./Dialog";
export { Disclosure, type DisclosureProps } from "./Disclosure";
export { EmptyState, type EmptyStateProps } from "./EmptyState";
export { FileButton, type FileButtonProps } from "./FileButton";
export { FilterChip, type FilterChipProps } from "./FilterChip";
export { DataGrid } from "./grid/DataGrid";
export { useFocusComesBack } from "./grid/useFocusComesBack";
export { TwoLines, type TwoLinesProps } from "./grid/TwoLines";
export type {
  ColumnWidths,
  DataGridProps,
  GridColumn,
  GridResizing,
  GridSelection,
  GridSort,
} from "./grid/types";
export { lazily, loadTheRest } from "./lazily";
export { KeyboardHint } from "./KeyboardHint";
export { ArrangedList, type ArrangedListProps } from "./ArrangedList";
export { AppFrame, type AppFrameProps, NavigationItem, type NavigationItemProps } from "./layout/AppFrame";
export { Banner, type BannerProps } from "./layout/Banner";
export { Card } from "./layout/Card";
export {
  DetailsPanel,
  type DetailsPanelProps,
  type Fact,
  FactList,
  PanelSection,
} from "./layout/DetailsPanel";
export type { FilterOption } from "./OptionList";
export { Page, type PageProps } from "./layout/Page";
export { SwitcherButton, type SwitcherButtonProps } from "./layout/SwitcherButton";
export { SelectionBar, type SelectionBarProps } from "./layout/SelectionBar";
export { Menu, type MenuEntry, type MenuGroup, type MenuProps } from "./Menu";
export { Popover, type PopoverProps } from "./Popover";
export { ProgressBar, type ProgressBarProps } from "./ProgressBar";
export { productColor } from "./productColors";
export { SearchField, type SearchFieldProps } from "./SearchField";
export { SecretField, type SecretFieldHandle, type SecretFieldProps } from "./SecretField";
export { type Segment, SegmentedControl, type SegmentedControlProps } from "./SegmentedControl";
export { type Choice, Select, type SelectProps } from "./Select";
export { Skeleton, type SkeletonProps } from "./Skeleton";
export { Spinner, type SpinnerProps } from "./Spinner";
export { Switch, type SwitchProps } from "./Switch";
export { TextArea, type TextAreaProps } from "./TextArea";
export { TextField, type TextFieldProps } from "./TextField";
export { OrganizationTile, ProductTile } from "./Tile";
export { type ShowToast, type ToastContent, ToastProvider, useToast } from "./Toasts";
export { Tooltip } from "./Tooltip";
