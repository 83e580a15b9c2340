export { CapabilityList } from "./CapabilityList";
export {
  accessExplanation,
  accessName,
  accessShortName,
  accessSummary,
  capabilityNames,
  denialReasons,
} from "./words";
