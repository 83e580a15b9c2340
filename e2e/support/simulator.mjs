// The simulator of the vendor's service, as a program of its own.

import { firstLine, start } from "./process.mjs";

/**
 * Starts the simulator with more arguments of its command line. Its greeting is what it returns: `url`, `customerCode`,
 * `tokens` and `teamAdminTeam`; and `stop`, after which the vendor can't be reached any more.
 */
export async function startSimulator(...args) {
  const program = process.env.SEATKEEPER_SIMULATOR;
  if (!program) throw new Error("SEATKEEPER_SIMULATOR has to name the simulator: run `cargo xtask test`");
  const port = args.includes("--port") ? [] : ["--port", "0"];
  const simulator = await start("simulator", program, [...port, ...args]);
  const greeting = await firstLine(simulator, simulator.child.stdout, "the simulator's greeting");
  return { ...JSON.parse(greeting), stop: simulator.stop };
}
