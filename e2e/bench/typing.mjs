// From a keystroke in the search field to the painted rows that it finds.

import { Key } from "selenium-webdriver";
import { sleep, until } from "../support/limits.mjs";
import { p95, side } from "./numbers.mjs";

const ROUNDS = 3;
const FIELD = 'input[type="search"]';
/** Between two keystrokes: what the last one left to be done shall not be counted with the next. */
const PAUSE = 80;
const SETTLE = 2000;

// Runs in the page. A keystroke counts from its event, and as painted with the second frame after the rows that it
// finds are there: the first such frame paints them, the second proves that it is over.
const LISTEN = `
  const grid = () => document.querySelector('[role="grid"]');
  const shows = (total) => {
    const table = grid();
    return (
      table !== null &&
      table.getAttribute("aria-rowcount") === String(total + 1) &&
      table.getAttribute("aria-busy") === "false" &&
      table.querySelector("[data-index]") !== null &&
      table.querySelector("[data-index][aria-busy]") === null
    );
  };
  const state = { expected: null, pressed: null, results: [] };
  addEventListener("keydown", (event) => {
    const now = performance.now();
    // The event's own time is the earlier one; it has to be of this clock.
    state.pressed = event.timeStamp > 0 && event.timeStamp <= now ? event.timeStamp : now;
    state.heard = now;
  }, true);
  const look = () => {
    if (state.expected === null || state.pressed === null || !shows(state.expected)) return;
    const { pressed, heard } = state;
    state.expected = null;
    state.pressed = null;
    const committed = performance.now();
    requestAnimationFrame(() => requestAnimationFrame(() => {
      state.results.push({ painted: performance.now() - pressed, committed: committed - pressed, heard: heard - pressed });
    }));
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  window.typing = { shows, expect: (total) => { state.expected = total; state.pressed = null; }, results: state.results };
`;

/** Types every search letter by letter, some times over. */
export async function measureTyping(driver, searches) {
  await tableIsThere(driver);
  // What belongs to the start is measured elsewhere.
  await sleep(SETTLE);
  const all = await tableIsThere(driver);
  await driver.executeScript(LISTEN);
  const field = await until("the search field", () => driver.findElement({ css: FIELD }));
  await field.click();
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const painted = [];
    for (const search of searches) {
      painted.push(...(await typeIn(driver, field, search)));
      await clear(driver, field, all);
    }
    rounds.push(painted);
  }
  const note = `${rounds[0].length} keystrokes a round; p95 until the page has the rows ${p95s(rounds, "committed")} ms`;
  const samples = rounds.map((painted) => p95(painted.map((key) => key.painted)));
  return [{ name: "filter_to_paint_p95", of: side("p95 of a keystroke", "ms", samples), note }];
}

const p95s = (rounds, time) => rounds.map((keys) => p95(keys.map((key) => key[time])).toFixed(0)).join(", ");

/** Waits for the table with all of its rows, and gives how many there are. */
async function tableIsThere(driver) {
  return await until(
    "the table",
    async () =>
      await driver.executeScript(`
        const table = document.querySelector('[role="grid"][aria-busy="false"]');
        const isThere = table?.querySelector('[data-index]') && !table.querySelector('[data-index][aria-busy]');
        return isThere ? Number(table.getAttribute("aria-rowcount")) - 1 : 0;`),
    20_000,
  );
}

async function typeIn(driver, field, { text, found }) {
  const keys = [];
  for (const [position, letter] of [...text].entries()) {
    await driver.executeScript("window.typing.expect(arguments[0])", found[position]);
    await field.sendKeys(letter);
    keys.push(
      await until(`${found[position]} rows for "${text}", letter ${position + 1}`, () =>
        driver.executeScript("return window.typing.results.shift()"),
      ),
    );
    await sleep(PAUSE);
  }
  return keys;
}

async function clear(driver, field, all) {
  await driver.executeScript("arguments[0].select()", field);
  await field.sendKeys(Key.BACK_SPACE);
  await until("all rows", () => driver.executeScript("return window.typing.shows(arguments[0])", all));
  await sleep(PAUSE);
}
