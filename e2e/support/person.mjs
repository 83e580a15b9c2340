// What a person does in the app. Each ends when the app shows that it was done.

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

/** Waits until the table shows what was asked for. */
export async function tableIsThere(page) {
  await until("the table", async () => {
    const [table] = await page.allByRole("grid", words("licenses.table"));
    return table && (await table.getAttribute("aria-busy")) === "false";
  });
}

/** Types into the search. Waits until as many licenses are shown as wanted, where that is known. */
export async function search(page, text, shown) {
  await page.fill(words("licenses.search.label"), text);
  if (shown !== undefined) await page.byText(words("licenses.status.shown", { count: shown }));
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

/** Takes the check box of the first row that is shown. */
export async function selectFirst(page) {
  const boxes = await page.allByRole("checkbox", /^Select /);
  // The first selects all.
  await boxes[1].click();
  await page.byText(words("licenses.status.selected", { count: 1 }));
}

/** Lets only the licenses in a state be shown. */
export async function filterByState(page, state) {
  await page.click("button", new RegExp(`^${words("licenses.filter.state")}`));
  await page.click("option", new RegExp(`^${state}`));
  await page.driver.actions().sendKeys("\uE00C").perform();
  await tableIsThere(page);
}

/** Takes all filters away, and what was searched for. */
export async function clearFilters(page) {
  await page.click("button", words("licenses.filter.clearAll"));
  await tableIsThere(page);
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
  await page.byText(words("licenses.result.subtitle"), 20_000);
}

/** Closes the dialog with the result. */
export async function closeResult(page) {
  await page.click("button", words("licenses.close"));
  await page.gone("dialog");
}
