// The app in a real window, driven through the driver of its web view.

import { readFile, readdir, readlink, realpath } from "node:fs/promises";
import { createServer } from "node:net";
import { Capabilities, WebDriver } from "selenium-webdriver";
import { Executor, HttpClient } from "selenium-webdriver/http/index.js";
import { until, within } from "./limits.mjs";
import { start } from "./process.mjs";

/**
 * Opens the app and returns its window. The driver is started with it and hands its own environment on to the app, so
 * each window has one of its own.
 */
export async function openWindow({ program = process.env.SEATKEEPER_APP, args = [], environment, session }) {
  if (!program) throw new Error("SEATKEEPER_APP has to name the app: run `cargo xtask test`");
  const port = await freePort();
  const webDriver = await start("webdriver", "WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
    env: { ...process.env, ...session, ...environment, TAURI_WEBVIEW_AUTOMATION: "true" },
  });
  try {
    await until("the start of WebKitWebDriver", () => answers(port));
    // No browser name, which selenium's own builder insists on: the app gives none that would match.
    const capabilities = new Capabilities();
    capabilities.set("webkitgtk:browserOptions", { binary: program, args });
    const executor = new Executor(new HttpClient(`http://127.0.0.1:${port}/`));
    const driver = await within(
      30_000,
      "the start of the app",
      WebDriver.createSession(executor, capabilities),
    );
    await driver.manage().setTimeouts({ script: 10_000, pageLoad: 20_000, implicit: 0 });
    return { driver, processIds: () => processesOf(program, environment), end: () => end(driver, webDriver) };
  } catch (error) {
    await webDriver.stop();
    throw error;
  }
}

/** Closes the window, as a person does, and waits until the app is gone. */
export async function closeWindow(window) {
  await within(10_000, "closing the window", window.driver.close()).catch(() => {
    // The connection may end together with the window; whether the app ended is looked at next.
  });
  try {
    await until("the end of the app", async () => (await window.processIds()).length === 0);
  } finally {
    await window.end();
  }
}

/** Ends the app in the middle of whatever it does, as a power cut would. */
export async function killApp(window) {
  for (const id of await window.processIds()) process.kill(id, "SIGKILL");
  await until("the end of the app", async () => (await window.processIds()).length === 0);
  await window.end();
}

async function end(driver, webDriver) {
  await within(5000, "the end of the session", driver.quit()).catch(() => {
    // Its app may be gone; the driver ends what is left of it.
  });
  // With SIGTERM; killed, it would leave its children behind.
  await webDriver.stop();
}

/** The processes of this program that belong to this profile, however they were started. */
async function processesOf(program, environment) {
  const executable = await realpath(program);
  const mark = `XDG_DATA_HOME=${environment.XDG_DATA_HOME}`;
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const ours = await Promise.all(ids.map((id) => isOurs(id, executable, mark)));
  return ids.filter((_, index) => ours[index]);
}

async function isOurs(id, executable, mark) {
  try {
    if ((await readlink(`/proc/${id}/exe`)) !== executable) return false;
    return (await readFile(`/proc/${id}/environ`, "latin1")).split("\0").includes(mark);
  } catch {
    return false; // It ended while it was looked at.
  }
}

async function answers(port) {
  const response = await fetch(`http://127.0.0.1:${port}/status`, { signal: AbortSignal.timeout(1000) });
  return response.ok;
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
