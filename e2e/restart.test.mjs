// Closing, opening again, and starting without the vendor.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { within } from "./support/limits.mjs";
import { connect, licensesAreRead, rows, showLicenses, tableIsThere } from "./support/person.mjs";
import { scenario } from "./support/scenario.mjs";
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

scenario("a second start brings the first window to the front and ends", async ({ app, simulator }) => {
  const page = await openLicenses({ app, simulator });
  const second = spawn(process.env.SEATKEEPER_APP, [], { env: app.environment, stdio: "ignore" });
  const [code] = await within(20_000, "the end of the second start", once(second, "exit"));
  assert.equal(code, 0);
  await tableIsThere(page);
});
