// First: what is asked for there is answered while the rest is executed.
import { early, platform } from "./platform/start";
import "./ui/styles";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { createQueryClient } from "./app/queryClient";
import { readAhead } from "./platform";
import { loadTheRest } from "./ui";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

const client = createQueryClient();
await readAhead(platform, client, early);
createRoot(root).render(
  <StrictMode>
    <App platform={platform} client={client} />
  </StrictMode>,
);

/** Not every engine has `requestIdleCallback`. */
const idle = () => new Promise<void>((done) => setTimeout(done, 100));
// Not awaited: what is loaded later needs this file to be through. What can't be loaded says so where it is drawn.
loadTheRest(idle).catch(() => undefined);
