// Connecting an organization.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { entriesOfTheApp, pauseKeychain, resumeKeychain } from "./support/keychain.mjs";
import { within } from "./support/limits.mjs";
import { connect, licensesAreRead, rows, showLicenses } from "./support/person.mjs";
import { filesThatHold } from "./support/profile.mjs";
import { scenario } from "./support/scenario.mjs";
import { words } from "./support/words.mjs";

const WRONG_TOKEN = "0123456789abcdefghijklmno";

scenario(
  "a wrong token is explained, the fields keep their content, and nothing is stored",
  async ({ app, simulator }) => {
    const page = await app.open();
    const before = entriesOfTheApp();
    await connect(page, simulator.customerCode, WRONG_TOKEN);
    await page.byText(words("problem.tokenRejected.title"));
    await page.byText(words("problem.tokenRejected.why"));
    const code = await page.byLabel(words("setup.code.label"));
    assert.equal(await code.getAttribute("value"), String(simulator.customerCode));
    const token = await page.byLabel(words("setup.token.label"));
    assert.equal(await token.getProperty("value"), WRONG_TOKEN);
    assert.equal(entriesOfTheApp(), before);
    await connect(page, simulator.customerCode, simulator.tokens.orgAdmin);
    await showLicenses(page);
  },
);

scenario(
  "a customer code that is no number is refused at its field, before any call",
  async ({ app, simulator }) => {
    const page = await app.open();
    await simulator.stop();
    await connect(page, "67o3615", WRONG_TOKEN);
    await page.byText(words("setup.code.notANumber"));
  },
);

scenario("a good token is kept in the keychain, and in no file and no log", async ({ app, simulator }) => {
  const { orgAdmin } = simulator.tokens;
  const before = entriesOfTheApp();
  const page = await app.open();
  await connect(page, ` #${simulator.customerCode} `, orgAdmin);
  await page.byText(words("setup.result.kept.secretService"));
  await showLicenses(page);
  assert.ok((await rows(page)).length > 10);
  assert.equal(entriesOfTheApp(), before + 1);
  await app.reopen();
  await licensesAreRead(app.page);
  await app.close();
  const log = await logSize(app.folder);
  assert.ok(log > 300, `the log at its most talkative has ${log} bytes`);
  const { searched, found } = await filesThatHold(orgAdmin, app.folder);
  assert.ok(searched > 3, `only ${searched} files were searched`);
  assert.deepEqual(found, []);
});

scenario("a pasted token never reaches the page, and leaves the clipboard", async ({ app, simulator }) => {
  const { orgAdmin } = simulator.tokens;
  const page = await app.open();
  await copy(app, `${orgAdmin}\n`);
  await page.fill(words("setup.code.label"), String(simulator.customerCode));
  await page.click("button", words("setup.token.paste"));
  await page.byText(words("setup.token.pasted", { length: orgAdmin.length }));
  const seen = await page.driver.executeScript(
    "return document.documentElement.outerHTML + [...document.querySelectorAll('input')].map((field) => field.value)",
  );
  assert.ok(!seen.includes(orgAdmin));
  assert.ok(!(await pasted(app)).includes(orgAdmin), "the clipboard still has it");
  await page.click("button", words("setup.connect"));
  await showLicenses(page);
});

async function copy(app, text) {
  // It stays to serve what it holds, so nothing may wait for the end of its output.
  const clipboard = spawn("xclip", ["-selection", "clipboard", "-in"], {
    env: app.environment,
    stdio: ["pipe", "ignore", "ignore"],
  });
  clipboard.stdin.end(text);
  await within(5000, "the copy", once(clipboard, "exit"));
}

async function pasted(app) {
  const read = promisify(execFile)("xclip", ["-selection", "clipboard", "-out"], {
    env: app.environment,
    timeout: 5000,
  });
  // An empty clipboard is an error to it.
  return await read.then(({ stdout }) => stdout).catch(() => "");
}

scenario(
  "a keychain that does not answer costs ten seconds, and the token can be kept for this run",
  async ({ app, simulator }) => {
    const page = await app.open();
    pauseKeychain();
    try {
      const started = Date.now();
      await connect(page, simulator.customerCode, simulator.tokens.orgAdmin);
      await page.byText(words("problem.keychainNotAnswering.title"), 15_000);
      assert.ok(Date.now() - started < 14_000, `it took ${Date.now() - started} ms`);
      await page.click("button", words("problem.action.keepForThisRun"));
      await page.byText(words("setup.result.kept.memory"));
      await showLicenses(page);
    } finally {
      resumeKeychain();
    }
    await app.reopen();
    await app.page.byText(words("problem.tokenMissing.title"), 20_000);
  },
);

scenario("the setup page can be used by everybody", async ({ app }) => {
  const page = await app.open();
  await page.byRole("heading", words("setup.title"));
  assert.deepEqual(await page.accessibilityProblems(), []);
});

async function logSize(folder) {
  const entries = await readdir(folder, { recursive: true });
  const sizes = entries
    .filter((name) => name.endsWith(".log"))
    .map(async (name) => (await stat(join(folder, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
