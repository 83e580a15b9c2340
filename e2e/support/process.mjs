// Child processes that end with the tests, whatever happens.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { sleep, within } from "./limits.mjs";

const running = new Set();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));

/** Where logs and pictures go. */
export const outputFolder = process.env.SEATKEEPER_OUTPUT ?? join(import.meta.dirname, "../../target/e2e");

/**
 * Starts a program whose output goes to a log of its own.
 *
 * `stdio` replaces the three usual streams, and may add more. `stop()` asks it to end, and insists after three seconds.
 */
export async function start(name, command, args, { env = process.env, stdio } = {}) {
  await mkdir(outputFolder, { recursive: true });
  const log = createWriteStream(join(outputFolder, `${name}.log`), { flags: "a" });
  const child = spawn(command, args, { env, stdio: stdio ?? ["ignore", "pipe", "pipe"] });
  running.add(child);
  const ended = new Promise((resolve) => {
    child.once("error", (error) => resolve(`${command} can't be started: ${error.message}`));
    child.once("exit", (code, signal) => resolve(`${command} ended with ${signal ?? code}`));
  }).finally(() => running.delete(child));
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  return { child, ended, stop: () => stop(child, ended) };
}

/** The first line that a program prints to a stream, or an error when it ends or takes too long before that. */
export async function firstLine({ ended }, stream, what, milliseconds = 10_000) {
  const lines = createInterface({ input: stream });
  const endedEarly = ended.then((how) => Promise.reject(new Error(`${what}: ${how}`)));
  const line = once(lines, "line").then(([text]) => text);
  return await within(milliseconds, what, Promise.race([line, endedEarly]));
}

async function stop(child, ended) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill("SIGTERM");
  if ((await Promise.race([ended.then(() => true), sleep(3000)])) !== true) {
    child.kill("SIGKILL");
    await within(3000, `the end of ${child.spawnfile}`, ended);
  }
}
