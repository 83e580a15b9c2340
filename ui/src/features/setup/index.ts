export { SetupPage, type SetupPageProps } from "./SetupPage";
