export { ChangesPage, type ChangesPageProps, type ChangesSection } from "./ChangesPage";
