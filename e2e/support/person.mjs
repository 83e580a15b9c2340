// What a person does in the app. Each ends when the app shows that it was done.

import { Key } from "selenium-webdriver";
import { until } from "./limits.mjs";
import { words } from "./words.mjs";

/** Opens the demo organization from the setup page. */
export async function startDemo(page) {
  await page.click("button", words("setup.demo"));
  await licensesAreRead(page);
}

/** Fills the setup page in and connects. What comes of it is for the caller to look at. */
export async function connect(page, customerCode, token) {
  await page.fill(words("setup.code.label"), String(customerCode));
  await page.fill(words("setup.token.label"), token);
  await page.click("button", words("setup.connect"));
}

/** Goes on from the setup's result to the table. */
export async function showLicenses(page) {
  await page.click("button", words("setup.result.show"));
  await licensesAreRead(page);
}

/** Waits until the list is there, and was just read. */
export async function licensesAreRead(page) {
  await page.byText(words("app.sync.upToDate"), 30_000);
  await tableIsThere(page);
}

/** Waits until the table shows what was asked for: rows, and none of them still a place for one. */
export async function tableIsThere(page) {
  await until("the table", async () => {
    const [table] = await page.allByRole("grid", words("licenses.table"));
    if (!table || (await table.getAttribute("aria-busy")) !== "false") return false;
    const shown = await rows(page);
    return shown.length > 0 && shown.every((lines) => lines.length > 0);
  });
}

/** Types into the search, and waits until every row that is shown has the text somewhere. */
export async function search(page, text) {
  await page.fill(words("licenses.search.label"), text);
  await everyRowShows(page, text);
}

/** Waits until there are rows, and each of them has a line that begins with the text. */
export async function everyRowShows(page, text) {
  await until(`only rows with ${text}`, async () => {
    const shown = await rows(page);
    return shown.length > 0 && shown.every((lines) => lines.some((line) => line.startsWith(text)));
  });
  await tableIsThere(page);
}

/** The rows in sight, each as its lines of text. */
export async function rows(page) {
  return await page.driver.executeScript(
    `return [...document.querySelectorAll('[role="row"][data-index]')]
       .sort((one, other) => one.dataset.index - other.dataset.index)
       .map((row) => row.innerText.split("\\n").map((line) => line.trim()).filter(Boolean));`,
  );
}

/** The id of the license in the first row. */
export async function firstId(page) {
  const [lines] = await rows(page);
  const id = lines.find((line) => /^[0-9A-Z]{10}\b/.test(line));
  return id.slice(0, 10);
}

/** Opens the details of the first row that is shown. */
export async function openFirst(page) {
  const table = await page.inside("grid", words("licenses.table"));
  const shown = await table.allByRole("row");
  // The first is the head.
  await shown[1].click();
}

/** Waits until the dialog shows the text. */
export async function dialogShows(page, text) {
  const dialog = await page.inside("dialog");
  await dialog.byText(text);
}

/** Takes the check box of the first row that is shown. */
export async function selectFirst(page) {
  const boxes = await page.allByRole("checkbox", /^Select /);
  // The first selects all.
  await boxes[1].click();
  await page.byText(words("licenses.status.selected", { count: 1 }));
}

/** Presses a button of the bar that appears with a selection. */
export async function withSelected(page, button) {
  const bar = await page.inside("toolbar", words("licenses.selection.actions"));
  await bar.click("button", button);
}

/** Takes the selection back. */
export async function clearSelection(page) {
  await withSelected(page, words("licenses.selection.clear"));
  await page.gone("toolbar", words("licenses.selection.actions"));
}

/** Lets only the licenses in a state be shown. */
export async function filterByState(page, state) {
  // The heading of the column is called the same, but opens nothing.
  await page.click("button", new RegExp(`^${words("licenses.filter.state")}`), {
    expanded: false,
  });
  await page.click("option", new RegExp(`^${state}`));
  await pressKey(page, Key.ESCAPE);
  await everyRowShows(page, state);
}

/** Takes all filters away, and what was searched for. */
export async function clearFilters(page) {
  await page.click("button", words("licenses.filter.clearAll"));
  await page.gone("button", words("licenses.filter.clearAll"));
  await tableIsThere(page);
}

/** Presses a key on whatever has the focus. */
export async function pressKey(page, key) {
  await page.driver.actions().sendKeys(key).perform();
}

/** Chooses one of the choices behind a field that opens a list. */
export async function choose(page, label, choice) {
  await page.click("button", new RegExp(label));
  await page.click("option", choice);
}

/** Fills in who gets a license. */
export async function fillPerson(page, { email, firstName, lastName }) {
  await page.fill(words("licenses.assign.email"), email);
  await page.fill(words("licenses.assign.firstName"), firstName);
  await page.fill(words("licenses.assign.lastName"), lastName);
}

/** Goes from a form to the plan. */
export async function toThePlan(page) {
  await page.click("button", words("licenses.next"));
  await page.byText(words("licenses.plan.subtitle"));
}

/** Has the plan carried out, and waits until it is. */
export async function carryOut(page, button) {
  await page.click("button", button);
  await page.byText(new RegExp(`^${words("run.subtitle.finished")}`), 20_000);
}

/** Closes the dialog with the result. */
export async function closeResult(page) {
  await page.click("button", words("run.done"));
  await page.gone("dialog");
}

/** Opens the dialog for lists and chooses a file. */
export async function importFile(page, file) {
  await page.click("button", words("lists.open"));
  await page.byText(words("lists.dropHere"));
  const input = await page.driver.executeScript("return document.querySelector('input[type=file]')");
  await input.sendKeys(file);
}
