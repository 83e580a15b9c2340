// The app for a test: a window of its own, on a display and folders of its own, that can be closed and opened again.

import { join } from "node:path";
import { startDisplay } from "./display.mjs";
import { Page } from "./page.mjs";
import { outputFolder } from "./process.mjs";
import { makeProfile } from "./profile.mjs";
import { closeWindow, killApp, openWindow } from "./window.mjs";

/**
 * Prepares an app that was never started before; `open()` starts it.
 *
 * `simulator` is where it finds the vendor; `log` how much it writes into its log. Everything that `prepareApp` made is
 * taken away by `remove()`.
 */
export async function prepareApp({ simulator, program, args = [], size, log = "trace" } = {}) {
  const display = await startDisplay(size);
  const profile = await makeProfile();
  return new AppUnderTest({ simulator, program, args, log, display, profile });
}

class AppUnderTest {
  #settings;
  #window;

  constructor(settings) {
    this.#settings = settings;
  }

  /** The folder in which the app keeps all it keeps. */
  get folder() {
    return this.#settings.profile.folder;
  }

  /** The folder into which it saves what a person wants to keep: the system's dialog can't be driven. */
  get saved() {
    return this.#settings.profile.saved;
  }

  /** What the app is started with, for whoever starts it a second time. */
  get environment() {
    const { display, profile } = this.#settings;
    return {
      ...process.env,
      ...this.#session(display),
      ...profile.environment,
    };
  }

  /** What the window shows. */
  get page() {
    if (!this.#window) throw new Error("the app isn't open");
    return this.#window.page;
  }

  async open({ args = this.#settings.args } = {}) {
    const { program, display, profile } = this.#settings;
    const window = await openWindow({
      program,
      args,
      environment: profile.environment,
      session: this.#session(display),
    });
    this.#window = { ...window, page: new Page(window.driver) };
    return this.page;
  }

  /** Closes the window, as a person does. */
  async close() {
    const window = this.#window;
    this.#window = undefined;
    await closeWindow(window);
  }

  /** Ends the app without a warning. */
  async kill() {
    const window = this.#window;
    this.#window = undefined;
    await killApp(window);
  }

  /** Closes the app and opens it again with the same folders. */
  async reopen(options) {
    await this.close();
    return await this.open(options);
  }

  async remove() {
    const { display, profile } = this.#settings;
    try {
      await this.#window?.end();
    } finally {
      await display.stop();
      await profile.remove();
    }
  }

  /** A picture of the window as it is, for whoever looks into a failure. */
  async pictureOfFailure(name) {
    await this.#window?.page.picture(join(outputFolder, `${name.replaceAll(/\W+/g, "-")}.png`));
  }

  #session(display) {
    const { simulator, log, profile } = this.#settings;
    return {
      DISPLAY: display.name,
      WAYLAND_DISPLAY: "",
      GDK_BACKEND: "x11",
      NO_AT_BRIDGE: "1",
      LANG: "C.UTF-8",
      SEATKEEPER_LOG: log,
      SEATKEEPER_SAVE_IN: profile.saved,
      // Without a simulator there is no vendor either: no test may ever reach the real one. Port 9 discards.
      SEATKEEPER_API_URL: simulator?.url ?? "http://127.0.0.1:9/api/v1",
    };
  }
}
