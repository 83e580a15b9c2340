// From a list of people to what the vendor has in the end, with a vendor that fails and an app that is killed.

import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./support/limits.mjs";
import { connect, dialogShows, importFile, showLicenses } from "./support/person.mjs";
import { ledgerOf, licensesOfVendor, scenario } from "./support/scenario.mjs";
import { readCsv, semicolons } from "./support/table.mjs";
import { words } from "./support/words.mjs";

const PRODUCT = "IntelliJ IDEA Ultimate";
/** The simulator fails for these, each in its own way; what it does is in its README. */
const FAULTS = ["works-then-drops", "drops-before", "truncated", "answers-500", "html", "works-late-5"];
const PEOPLE = 30;

const folder = await mkdtemp(join(tmpdir(), "seatkeeper-lists-"));
const ledgerFile = join(folder, "ledger.json");

scenario(
  "thirty people of a list get licenses although the vendor fails and the app is killed",
  async ({ app, simulator }) => {
    try {
      await thirtyPeople(app, simulator);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
  ["--licenses", "800", "--seed", "11", "--latency-ms", "250", "--ledger", ledgerFile],
);

async function thirtyPeople(app, simulator) {
  let page = await app.open();
  await connect(page, simulator.customerCode, simulator.tokens.orgAdmin);
  await showLicenses(page);

  await importFile(page, await writeList());
  await dialogShows(page, words("lists.good", { count: PEOPLE }));
  await dialogShows(page, words("lists.bad", { count: 5 }));
  assert.deepEqual(await page.accessibilityProblems(), []);
  const dialog = await page.inside("dialog");
  await dialog.click("button", new RegExp(`${words("lists.product")}$`));
  await page.click("option", new RegExp(`^${PRODUCT}`));
  await page.click("button", words("lists.showPlan"));
  await dialogShows(page, words("plan.peopleGet", { count: PEOPLE, product: PRODUCT }));
  assert.deepEqual(await page.accessibilityProblems(), []);
  assert.equal((await held(simulator)).length, 0, "sent before the plan was confirmed");

  await page.click("button", words("plan.doAssignMany", { count: PEOPLE }));
  await until("some of the work", async () => (await settled(page)) >= 4, 20_000);
  await app.kill();
  const before = (await held(simulator)).length;
  assert.ok(before < PEOPLE - FAULTS.length, "killed too late to be in the middle");

  page = await app.open();
  // What was under way is read back with patience first.
  await page.byText(words("app.banner.recovery.text"), 45_000);
  await page.click("button", words("app.banner.recovery.show"));
  assert.deepEqual(await page.accessibilityProblems(), []);
  await page.click("button", words("run.cutOff.continue"));
  await page.byText(new RegExp(`^${words("run.subtitle.finished")}`), 60_000);
  assert.deepEqual(await page.accessibilityProblems(), []);
  const rows = await exported(page, app);
  await agrees(rows, simulator);
}

/** How many steps of the run are settled, as the page shows it: asking the vendor would take longer than the run. */
async function settled(page) {
  const [bar] = await page.allByRole("progressbar", words("run.progress"));
  return bar ? Number(await bar.getAttribute("aria-valuenow")) : 0;
}

/** A list as a spreadsheet writes it: thirty people, and five lines that nothing can be done for. */
async function writeList() {
  const people = Array.from({ length: PEOPLE }, (_, at) => {
    const name = FAULTS[at] ? `${FAULTS[at]}@sim.example` : `person${at}@example.com`;
    return [name, "Nora", `Lindqvist${"abcdefghijklmnopqrstuvwxyz"[at % 26].repeat(1 + at / 26)}`];
  });
  const bad = [
    ["not an address", "Ann", "Lee"],
    ["", "Ben", "Moe"],
    ["digits@example.com", "R2", "D2"],
    people[7],
    ["4711@example.com", "", ""],
  ];
  const file = join(folder, "New colleagues.csv");
  await writeFile(file, semicolons([["E-mail", "First name", "Last name"], ...people, ...bad]));
  return file;
}

/** The licenses that the people of the list hold, as the vendor has them. */
async function held(simulator) {
  const licenses = await licensesOfVendor(simulator);
  return licenses.filter(({ assignee }) =>
    /^(person\d+@example\.com|.*@sim\.example)$/.test(assignee?.email ?? ""),
  );
}

async function exported(page, app) {
  await page.click("button", words("run.export"));
  await page.click("menuitem", words("run.export.csv"));
  await page.byText(words("run.exported"));
  const [name] = await readdir(app.saved);
  assert.match(name, /^Seatkeeper changes .*\.csv$/);
  return readCsv(await readFile(join(app.saved, name), "utf8"));
}

/** The file says of each license what the vendor did, and the vendor was asked for none of them twice. */
async function agrees(rows, simulator) {
  assert.equal(rows.length, PEOPLE);
  const ledger = (await ledgerOf(simulator, ledgerFile)).map(({ body, outcome }) => ({
    ...JSON.parse(body),
    changed: outcome.changed,
  }));
  const sent = ledger.map(({ licenseId }) => licenseId);
  assert.equal(new Set(sent).size, sent.length, "a license was sent twice");
  for (const row of rows) {
    const entry = ledger.find(({ licenseId }) => licenseId === row.License);
    const isApplied = row.Result === "Done";
    assert.equal(entry?.changed.includes(row.License) ?? false, isApplied, `${row["E-mail"]}: ${row.Result}`);
    if (entry) assert.equal(entry.contact.email, row["E-mail"]);
  }
  assert.ok(rows.filter(({ Result }) => Result === "Done").length >= PEOPLE - FAULTS.length);
  for (const fault of ["works-then-drops", "truncated"]) {
    const row = rows.find((one) => one["E-mail"] === `${fault}@sim.example`);
    assert.equal(row.Result, "Done", fault);
  }
}
