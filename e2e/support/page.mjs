// Finds things in the page as a person does, or their screen reader: by role and name.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { error, Key } from "selenium-webdriver";
import { until, within } from "./limits.mjs";

const require = createRequire(import.meta.url);
// The same library, so the same idea of roles and names, as in the UI's own tests. It comes in through the driver, not
// through the page: the page's own rules for scripts stay what they are.
const queries = readFile(
  require.resolve("@testing-library/dom/dist/@testing-library/dom.umd.min.js"),
  "utf8",
);
const axe = readFile(require.resolve("axe-core/axe.min.js"), "utf8");

const WAIT = 10_000;

// The driver takes the picture when the window is painted the next time. A window in which nothing has changed for ten
// seconds is not painted, and the picture never comes: so a point that nobody sees changes meanwhile.
const START_BEATING = `
  const point = document.createElement("div");
  point.style.cssText = "position: fixed; right: 0; bottom: 0; width: 1px; height: 1px; pointer-events: none";
  document.documentElement.append(point);
  let isOn = false;
  const timer = setInterval(() => {
    isOn = !isOn;
    point.style.background = isOn ? "rgb(128 128 128 / 1%)" : "rgb(128 128 128 / 2%)";
  }, 30);
  window.stopBeating = () => { clearInterval(timer); point.remove(); };`;
const STOP_BEATING = "window.stopBeating()";

export class Page {
  #root;

  constructor(driver, root) {
    this.driver = driver;
    this.#root = root;
  }

  /** The part of the page inside of the one element with the role and name. */
  async inside(role, name, traits) {
    return new Page(this.driver, await this.byRole(role, name, traits));
  }

  /**
   * All elements with the role whose accessible name is the text, or matches the expression. None is fine. `traits` are
   * those of Testing Library's queries by role, such as `expanded: false` for what opens something.
   */
  async allByRole(role, name, traits = {}) {
    return await this.#query(
      "queryAllByRole",
      role,
      name === undefined ? traits : { ...traits, name: pattern(name) },
    );
  }

  /** Waits for the one element with the role and name. */
  async byRole(role, name, traits) {
    const what = `${role} ${name === undefined ? "" : `"${name}"`}`;
    return await until(what, async () => onlyOne(what, await this.allByRole(role, name, traits)), WAIT);
  }

  /** Waits for the one field with the label. */
  async byLabel(label, wait = WAIT) {
    const find = () => this.#query("queryAllByLabelText", pattern(label), {});
    return await until(`field "${label}"`, async () => onlyOne(label, await find()), wait);
  }

  /** Waits for an element that shows the text. For what has neither role nor label. */
  async byText(text, wait = WAIT) {
    const find = () => this.#query("queryAllByText", pattern(text), {});
    return await until(`text "${text}"`, async () => (await find())[0], wait);
  }

  /** Waits for the one element with the test id. For what has no words. */
  async byTestId(id, wait = WAIT) {
    const find = () => this.#query("queryAllByTestId", pattern(id), {});
    return await until(`test id ${id}`, async () => onlyOne(id, await find()), wait);
  }

  /** Waits until nothing with the role and name is there any more. */
  async gone(role, name, wait = WAIT) {
    await until(`no ${role} "${name}"`, async () => (await this.allByRole(role, name)).length === 0, wait);
  }

  /** Clicks on it as soon as nothing covers it any more, such as a list that is closing. */
  async click(role, name, traits) {
    const tryOnce = async () => {
      const element = await this.byRole(role, name, traits);
      return await element.click().then(() => true, notClicked);
    };
    await until(`a click on ${role} "${name}"`, tryOnce, WAIT);
  }

  /** Replaces what is in a field, by its keyboard: emptied in another way, the page would put the old text back. */
  async fill(label, text) {
    const field = await this.byLabel(label);
    await field.click();
    await this.driver.executeScript("arguments[0].select()", field);
    await field.sendKeys(Key.BACK_SPACE, text);
  }

  /** All text that the page shows. */
  async text() {
    return await this.driver.executeScript("return document.body.innerText");
  }

  /** Writes a picture of what is painted now. */
  async picture(file) {
    await this.#painted();
    await mkdir(dirname(file), { recursive: true });
    await this.driver.executeScript(START_BEATING);
    try {
      await writeFile(file, await within(WAIT, "a picture", this.driver.takeScreenshot()), "base64");
    } finally {
      await this.driver.executeScript(STOP_BEATING);
    }
  }

  /** Two frames later, what the page holds is also what the window shows. */
  async #painted() {
    const frames =
      "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))";
    await within(WAIT, "two frames", this.driver.executeAsyncScript(frames));
  }

  /**
   * What axe-core finds, each as one line. It does not look at the words that React Aria speaks: they name elements that
   * may be gone already, and vanish by themselves.
   */
  async accessibilityProblems() {
    await this.#bring("axe", await axe);
    const result = await this.driver.executeAsyncScript(
      `const done = arguments[0];
       window.axe.run({ exclude: "[data-live-announcer]" }, { resultTypes: ["violations"] }).then(
         (result) => done({ violations: result.violations.map(({ id, help, nodes }) =>
           id + ": " + help + " (" + nodes.map((node) => node.html.slice(0, 200)).join("; ") + ")") }),
         (error) => done({ error: String(error) }));`,
    );
    if (result.error) throw new Error(`axe-core failed: ${result.error}`);
    return result.violations;
  }

  async #query(query, what, options) {
    await this.#bring("TestingLibraryDom", await queries);
    return await this.driver.executeScript(
      `const revive = (value) => (value && value.source !== undefined ? new RegExp(value.source, value.flags) : value);
       const [query, what, options, root] = arguments;
       if (options.name !== undefined) options.name = revive(options.name);
       return window.TestingLibraryDom[query](root ?? document.body, revive(what), options);`,
      query,
      what,
      options,
      this.#root ?? null,
    );
  }

  /** Brings a library into the page, once for each document. */
  async #bring(global, source) {
    const there = await this.driver.executeScript("return arguments[0] in window", global);
    if (!there)
      await this.driver.executeScript(`${source}; if (!window.${global}) window.${global} = ${global};`);
  }
}

/** Only these say for sure that there was no click. */
function notClicked(failure) {
  const { ElementClickInterceptedError, ElementNotInteractableError, StaleElementReferenceError } = error;
  const certain = [ElementClickInterceptedError, ElementNotInteractableError, StaleElementReferenceError];
  if (certain.some((kind) => failure instanceof kind)) return false;
  throw failure;
}

/** A string stands for itself; an expression crosses to the page as its parts. */
function pattern(value) {
  return value instanceof RegExp ? { source: value.source, flags: value.flags } : value;
}

function onlyOne(what, found) {
  if (found.length > 1) throw new Error(`there are ${found.length} of ${what}`);
  return found[0];
}
