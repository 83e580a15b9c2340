// Finds things in the page as a person does, or their screen reader: by role and name.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";
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

export class Page {
  constructor(driver) {
    this.driver = driver;
  }

  /** All elements with the role whose accessible name is the text, or matches the expression. None is fine. */
  async allByRole(role, name) {
    return await this.#query("queryAllByRole", role, name === undefined ? {} : { name: pattern(name) });
  }

  /** Waits for the one element with the role and name. */
  async byRole(role, name, wait = WAIT) {
    const what = `${role} ${name === undefined ? "" : `"${name}"`}`;
    return await until(what, async () => onlyOne(what, await this.allByRole(role, name)), wait);
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

  async click(role, name, wait = WAIT) {
    await (await this.byRole(role, name, wait)).click();
  }

  /** Replaces what is in a field. */
  async fill(label, text) {
    const field = await this.byLabel(label);
    await field.clear();
    await field.sendKeys(text);
  }

  /** All text that the page shows. */
  async text() {
    return await this.driver.executeScript("return document.body.innerText");
  }

  /** Writes a picture of what is painted now. */
  async picture(file) {
    await this.painted();
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await within(WAIT, "a picture", this.driver.takeScreenshot()), "base64");
  }

  /** Two frames later, what the page holds is also what the window shows. */
  async painted() {
    const frames =
      "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))";
    await within(WAIT, "two frames", this.driver.executeAsyncScript(frames));
  }

  /** What axe-core finds, each as one line. */
  async accessibilityProblems() {
    await this.#bring("axe", await axe);
    const result = await this.driver.executeAsyncScript(
      `const done = arguments[0];
       window.axe.run(document, { resultTypes: ["violations"] }).then(
         (result) => done({ violations: result.violations.map(({ id, help, nodes }) =>
           id + ": " + help + " (" + nodes.map((node) => node.target.join(" ")).join("; ") + ")") }),
         (error) => done({ error: String(error) }));`,
    );
    if (result.error) throw new Error(`axe-core failed: ${result.error}`);
    return result.violations;
  }

  async #query(query, what, options) {
    await this.#bring("TestingLibraryDom", await queries);
    return await this.driver.executeScript(
      `const revive = (value) => (value && value.source !== undefined ? new RegExp(value.source, value.flags) : value);
       const [query, what, options] = arguments;
       const name = revive(options.name);
       return window.TestingLibraryDom[query](document.body, revive(what), name === undefined ? {} : { name });`,
      query,
      what,
      options,
    );
  }

  /** Brings a library into the page, once for each document. */
  async #bring(global, source) {
    const there = await this.driver.executeScript("return arguments[0] in window", global);
    if (!there)
      await this.driver.executeScript(`${source}; if (!window.${global}) window.${global} = ${global};`);
  }
}

/** A string stands for itself; an expression crosses to the page as its parts. */
function pattern(value) {
  return value instanceof RegExp ? { source: value.source, flags: value.flags } : value;
}

function onlyOne(what, found) {
  if (found.length > 1) throw new Error(`there are ${found.length} of ${what}`);
  return found[0];
}
