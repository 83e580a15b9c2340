// Closing, opening again, and starting without the vendor.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { until, within } from "./support/limits.mjs";
import {
  connect,
  dialogShows,
  fillPerson,
  filterByState,
  firstId,
  licensesAreRead,
  rows,
  selectFirst,
  showLicenses,
  tableIsThere,
  toThePlan,
  withSelected,
} from "./support/person.mjs";
import { start } from "./support/process.mjs";
import { licenseOfVendor, scenario } from "./support/scenario.mjs";
import { words } from "./support/words.mjs";

async function openLicenses({ app, simulator }) {
  const page = await app.open();
  await connect(page, simulator.customerCode, simulator.tokens.orgAdmin);
  await showLicenses(page);
  return page;
}

scenario("after a restart it is still connected", async ({ app, simulator }) => {
  const shown = await rows(await openLicenses({ app, simulator }));
  const page = await app.reopen();
  await licensesAreRead(page);
  assert.deepEqual(await rows(page), shown);
});

scenario("after a crash it is still connected", async ({ app, simulator }) => {
  const shown = await rows(await openLicenses({ app, simulator }));
  await app.kill();
  const page = await app.open();
  await licensesAreRead(page);
  assert.deepEqual(await rows(page), shown);
});

scenario(
  "without the vendor it shows what it read before, and changes nothing",
  async ({ app, simulator }) => {
    const shown = await rows(await openLicenses({ app, simulator }));
    await app.close();
    await simulator.stop();
    const page = await app.open();
    await page.byText(words("problem.connectFailed.title"), 30_000);
    await tableIsThere(page);
    // The banner takes some room: there may be a row less in sight.
    const cached = await rows(page);
    assert.ok(cached.length > 5);
    assert.deepEqual(cached, shown.slice(0, cached.length));
    const assign = await page.byRole("button", words("licenses.assign"));
    assert.equal(await assign.getAttribute("aria-disabled"), "true");
    assert.deepEqual(await page.accessibilityProblems(), []);
  },
);

scenario("a change that was cut off is checked at the next start", async ({ app, simulator }) => {
  let page = await openLicenses({ app, simulator });
  await filterByState(page, words("licenses.state.free"));
  const id = await firstId(page);
  await selectFirst(page);
  await withSelected(page, words("licenses.assign"));
  // The simulator does the work for this address, and never says so.
  const email = "works-then-never-answers@sim.example";
  await fillPerson(page, { email, firstName: "Nora", lastName: "Lindqvist" });
  await toThePlan(page);
  await page.click("button", words("licenses.plan.doAssign"));
  await until("the work", async () => (await licenseOfVendor(simulator, id)).assignee?.email === email);
  await app.kill();

  page = await app.open();
  await page.click("button", words("app.banner.recovery.show"));
  await dialogShows(page, words("licenses.step.assigned"));
  await dialogShows(page, "Nora Lindqvist");
  assert.deepEqual(await page.accessibilityProblems(), []);
  await page.click("button", words("app.recovery.done"));
  await page.gone("dialog");
  page = await app.reopen();
  await licensesAreRead(page);
  await page.gone("button", words("app.banner.recovery.show"));
});

scenario("a second start brings the first window to the front and ends", async ({ app, simulator }) => {
  const page = await openLicenses({ app, simulator });
  const cover = await start("cover", "xev", ["-name", COVER, "-geometry", "900x700"], {
    env: app.environment,
  });
  try {
    await until("a window in front", async () => (await topWindow(app)).includes(COVER));
    const second = spawn(process.env.SEATKEEPER_APP, [], { env: app.environment, stdio: "ignore" });
    const [code] = await within(20_000, "the end of the second start", once(second, "exit"));
    assert.equal(code, 0);
    await until("Seatkeeper in front", async () => (await topWindow(app)).includes('"Seatkeeper"'));
    await tableIsThere(page);
  } finally {
    await cover.stop();
  }
});

const COVER = "in-front-of-everything";

/** The line about the visible window that no other covers, as the display tells it. */
async function topWindow(app) {
  const { stdout } = await promisify(execFile)("xwininfo", ["-root", "-children"], {
    env: app.environment,
    timeout: 5000,
  });
  // From the top to the bottom; helpers of the toolkits have no size.
  const windows = stdout.split("\n").filter((line) => /0x[0-9a-f]+ .* \d{3,}x\d{3,}\+/.test(line));
  return windows[0] ?? "";
}
