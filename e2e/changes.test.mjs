// The three changes of a license, from the click to what the vendor has in the end.

import assert from "node:assert/strict";
import {
  carryOut,
  clearFilters,
  closeResult,
  connect,
  dialogShows,
  fillPerson,
  filterByState,
  firstId,
  openFirst,
  search,
  selectFirst,
  showLicenses,
  toThePlan,
  withSelected,
} from "./support/person.mjs";
import { licenseOfVendor, scenario } from "./support/scenario.mjs";
import { words, wordsWithAny } from "./support/words.mjs";

const newcomer = { email: "nora.lindqvist@example.com", firstName: "Nora", lastName: "Lindqvist" };

async function openLicenses({ app, simulator }, token = "orgAdmin") {
  const page = await app.open();
  await connect(page, simulator.customerCode, simulator.tokens[token]);
  await showLicenses(page);
  return page;
}

scenario("a license is assigned, transferred, and locked for 30 days", async ({ app, simulator }) => {
  const page = await openLicenses({ app, simulator });
  await filterByState(page, words("licenses.state.free"));
  const id = await firstId(page);
  await selectFirst(page);
  await withSelected(page, words("licenses.assign"));
  await fillPerson(page, newcomer);
  await toThePlan(page);
  assert.equal(
    (await licenseOfVendor(simulator, id)).assignee ?? null,
    null,
    "sent before the plan was confirmed",
  );
  await carryOut(page, words("licenses.plan.doAssign"));
  await dialogShows(page, words("licenses.step.assigned"));
  await closeResult(page);
  const assigned = await licenseOfVendor(simulator, id);
  assert.equal(assigned.assignee.email, newcomer.email);

  await clearFilters(page);
  await search(page, newcomer.email);
  await selectFirst(page);
  await withSelected(page, words("licenses.transfer"));
  const target = await chooseAnyTeam(page);
  await toThePlan(page);
  await carryOut(page, words("licenses.plan.doTransfer", { total: 1, count: 1 }));
  await dialogShows(page, words("licenses.step.transferred"));
  await closeResult(page);
  const transferred = await licenseOfVendor(simulator, id);
  assert.equal(transferred.team.name, target);
  assert.notEqual(transferred.team.id, assigned.team.id);

  await selectFirst(page);
  await withSelected(page, words("licenses.revoke"));
  await dialogShows(page, wordsWithAny("licenses.verdict.locked"));
  assert.deepEqual(await page.accessibilityProblems(), []);
});

scenario("a license is revoked, and what happened stands in its history", async ({ app, simulator }) => {
  const page = await openLicenses({ app, simulator });
  await filterByState(page, words("licenses.state.idle"));
  const id = await firstId(page);
  assert.ok((await licenseOfVendor(simulator, id)).assignee);
  await selectFirst(page);
  await withSelected(page, words("licenses.revoke"));
  await carryOut(page, words("licenses.plan.doRevoke", { total: 1, count: 1 }));
  await dialogShows(page, words("licenses.step.revoked"));
  await closeResult(page);
  assert.equal((await licenseOfVendor(simulator, id)).assignee ?? null, null);
  await clearFilters(page);
  await search(page, id);
  await openFirst(page);
  const panel = await page.inside("complementary", words("licenses.details.label"));
  await panel.byText(wordsWithAny("licenses.history.revoked"));
  assert.deepEqual(await page.accessibilityProblems(), []);
});

scenario("what a token may not do is shown, and refused with the reason", async ({ app, simulator }) => {
  const page = await openLicenses({ app, simulator }, "orgViewer");
  const assign = await page.byRole("button", words("licenses.assign"));
  assert.equal(await assign.getAttribute("aria-disabled"), "true");
  await selectFirst(page);
  const bar = await page.inside("toolbar", words("licenses.selection.actions"));
  const transfer = await bar.byRole("button", words("licenses.transfer"));
  assert.equal(await transfer.getAttribute("aria-disabled"), "true");
  const reason = await transfer.getAttribute("aria-describedby");
  assert.ok(reason, "the reason is out of reach");
});

/** Chooses the first team that is offered and returns its name. */
async function chooseAnyTeam(page) {
  await page.click("button", new RegExp(words("licenses.transfer.team")));
  const list = await page.inside("listbox");
  const [first] = await list.allByRole("option");
  // Not getText: the driver takes what is still fading in for invisible.
  const name = await first.getProperty("textContent");
  await first.click();
  await page.gone("listbox");
  return name;
}
