import { PAGE } from "../queries";

/** A scrollbar that is dragged faster than this only passes by: rows in a second. */
const PASSING = 3_000;

/** So far at once is a jump: rows. */
const JUMP = 2 * PAGE;

/** So long is read ahead at the speed of now: seconds. */
const AHEAD = 0.4;

const MOST_AHEAD = 6;

/** A report this long after the one before starts a new movement: milliseconds. */
const PAUSE = 200;

/** What is in sight, and where it is going. */
export class Sight {
  first = 0;
  last = 0;
  /** 1 is down. */
  direction: 1 | -1 = 1;
  /** How many pages are worth reading ahead. */
  ahead = 1;
  #at = Number.NEGATIVE_INFINITY;

  get firstPage(): number {
    return Math.floor(this.first / PAGE);
  }

  get lastPage(): number {
    return Math.floor(this.last / PAGE);
  }

  /** Other rows are shown, from the first one on; nothing more of them is wanted yet. */
  toTop(): void {
    this.last -= this.first;
    this.first = 0;
    this.direction = 1;
    this.ahead = 0;
  }

  /** What comes next is worth reading. */
  lookAhead(): void {
    this.ahead = Math.max(1, this.ahead);
  }

  /** Takes a new position, and tells whether it was jumped to or is only passed by. */
  move(first: number, last: number, now: number): boolean {
    const moved = first - this.first;
    const seconds = Math.min(now - this.#at, PAUSE) / 1000;
    const speed = Math.abs(moved) / Math.max(seconds, 1 / 120);
    if (moved !== 0) this.direction = moved > 0 ? 1 : -1;
    this.ahead = Math.min(MOST_AHEAD, 1 + Math.ceil((speed * AHEAD) / PAGE));
    this.first = first;
    this.last = last;
    this.#at = now;
    const jumped = Math.abs(moved) > JUMP || speed > PASSING;
    if (jumped) this.ahead = 0;
    return jumped;
  }

  /** The pages that are wanted, the most urgent first: those in sight, those ahead, the one behind. */
  wanted(total: number): number[] {
    const end = Math.max(0, Math.ceil(total / PAGE) - 1);
    // Where the list got shorter, its end is what can be seen.
    const first = Math.min(this.firstPage, end);
    const last = Math.min(this.lastPage, end);
    const inSight = range(first, last);
    const down = range(last + 1, last + this.ahead);
    const up = range(first - this.ahead, first - 1).toReversed();
    const pages =
      this.direction === 1 ? [...inSight, ...down, first - 1] : [...inSight.toReversed(), ...up, last + 1];
    const worth = this.ahead > 0 ? pages : inSight;
    return worth.filter((page) => page >= 0 && page <= end);
  }
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
