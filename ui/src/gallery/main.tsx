import "../ui/styles";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { I18nProvider } from "@/i18n";
import { ToastProvider } from "@/ui";
import { Components } from "./Components";
import { LicensesScene } from "./LicensesScene";

/**
 * All components at a glance, for development only: `gallery.html?scene=licenses&theme=dark`.
 * It is no input of the build. Its texts are examples and no messages.
 */
const parameters = new URLSearchParams(location.search);
const theme = parameters.get("theme");
if (theme) document.documentElement.dataset.theme = theme;

function Scene() {
  switch (parameters.get("scene")) {
    case "licenses":
      return <LicensesScene />;
    case "plan":
      return <LicensesScene plan />;
    case "few":
      return <LicensesScene total={3} />;
    case "loading":
      return <LicensesScene isLoading />;
    case "empty":
      return <LicensesScene total={0} />;
    default:
      return <Components />;
  }
}

const root = document.getElementById("root");
if (!root) throw new Error("gallery.html has no #root");

createRoot(root).render(
  <StrictMode>
    <I18nProvider>
      <ToastProvider regionLabel="Notifications" closeLabel="Close">
        <Scene />
      </ToastProvider>
    </I18nProvider>
  </StrictMode>,
);
