import "./ui/styles";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { choosePlatform } from "./platform";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

const platform = await choosePlatform();
createRoot(root).render(
  <StrictMode>
    <App platform={platform} />
  </StrictMode>,
);
