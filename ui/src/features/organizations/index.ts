export { OrganizationSwitcher, type OrganizationSwitcherProps } from "./OrganizationSwitcher";
