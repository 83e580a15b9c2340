// Typing and scrolling in the real window with 100,000 licenses: a line of JSON for each measurement, as `xtask` reads
// it. `cargo xtask bench` prepares the app's home and says by the environment where everything is.

import { readFile } from "node:fs/promises";
import { within } from "../support/limits.mjs";
import { startDisplay } from "../support/display.mjs";
import { openWindow } from "../support/window.mjs";
import { measureScrolling } from "./scrolling.mjs";
import { measureTyping } from "./typing.mjs";

const LIMIT = 4 * 60_000;

function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} has to be set: run \`cargo xtask bench\``);
  return value;
}

/** Opens a program with its home on a display of its own. */
async function open(program, home) {
  const display = await startDisplay();
  const environment = {
    HOME: home,
    XDG_DATA_HOME: `${home}/data`,
    XDG_CONFIG_HOME: `${home}/config`,
    XDG_CACHE_HOME: `${home}/cache`,
    XDG_STATE_HOME: `${home}/state`,
  };
  const session = {
    DISPLAY: display.name,
    WAYLAND_DISPLAY: "",
    GDK_BACKEND: "x11",
    NO_AT_BRIDGE: "1",
    LANG: "C.UTF-8",
  };
  try {
    const { driver, end } = await openWindow({ program, environment, session });
    return { driver, close: () => end().finally(display.stop) };
  } catch (error) {
    await display.stop();
    throw error;
  }
}

async function measure() {
  const searches = JSON.parse(await readFile(setting("BENCH_SEARCHES"), "utf8"));
  const app = await open(setting("SEATKEEPER_APP"), setting("BENCH_APP_HOME"));
  try {
    const blank = await open(setting("BENCH_BLANK"), setting("BENCH_BLANK_HOME"));
    try {
      return [
        ...(await measureTyping(app.driver, searches)),
        ...(await measureScrolling(app.driver, blank.driver)),
      ];
    } finally {
      await blank.close();
    }
  } finally {
    await app.close();
  }
}

for (const measured of await within(LIMIT, "measuring in the window", measure())) {
  console.log(JSON.stringify(measured));
}
