// The table with 100,000 rows beside an empty page of the same height, scrolled by the same script.

import { p95, side } from "./numbers.mjs";
import { sleep } from "../support/limits.mjs";

const ROUNDS = 6;
/** Pixels in a second: a steady turn of the wheel. */
const SPEED = 2000;
const MILLISECONDS = 4000;

const FIND_TABLE = `return document.querySelector('[role="grid"]').parentElement`;
const MAKE_PAGE = `
  const scroller = document.createElement("div");
  scroller.style.cssText = "position: fixed; inset: 0; overflow: auto";
  const tall = document.createElement("div");
  tall.style.height = arguments[0] + "px";
  scroller.append(tall);
  document.body.append(scroller);
  return scroller;`;

// Runs in the page: the time of each frame, and in how many a row in sight was only its place.
const SCROLL = `
  const [scroller, from, speed, milliseconds, done] = arguments;
  const { top, bottom } = scroller.getBoundingClientRect();
  const inSight = (row) => {
    const place = row.getBoundingClientRect();
    return place.bottom > top && place.top < bottom;
  };
  const frames = [];
  let places = 0;
  let begin, last;
  const step = () => {
    const now = performance.now();
    begin ??= now;
    if (last !== undefined) {
      frames.push(now - last);
      if ([...scroller.querySelectorAll('[data-index][aria-busy]')].some(inSight)) places += 1;
    }
    last = now;
    if (now - begin >= milliseconds) return done({ frames, places });
    scroller.scrollTop = from + ((now - begin) * speed) / 1000;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);`;

/** Scrolls both in turn, each time from another place. */
export async function measureScrolling(app, blank) {
  const table = await app.executeScript(FIND_TABLE);
  const height = await app.executeScript("return arguments[0].scrollHeight", table);
  const page = await blank.executeScript(MAKE_PAGE, height);
  const [ofTable, ofPage, places] = [[], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = Math.round((height * (round + 0.5)) / (ROUNDS + 1));
    ofPage.push(p95((await scroll(blank, page, from)).frames));
    const scrolled = await scroll(app, table, from);
    ofTable.push(p95(scrolled.frames));
    places.push((100 * scrolled.places) / scrolled.frames.length);
  }
  return [
    {
      name: "scroll_frame_to_blank",
      of: side("p95 of a frame, table", "ms", ofTable),
      to: side("p95 of a frame, empty page", "ms", ofPage),
      note: `${SPEED} pixels a second`,
    },
    { name: "scroll_placeholder_frames", of: side("frames with a row that was not there yet", "%", places) },
  ];
}

/** Jumps to a place, waits until its rows are there, and scrolls on from it. */
async function scroll(driver, scroller, from) {
  await driver.executeScript("arguments[0].scrollTop = arguments[1]", scroller, from);
  await sleep(500);
  return await driver.executeAsyncScript(SCROLL, scroller, from, SPEED, MILLISECONDS);
}
