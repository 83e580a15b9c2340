// What every scenario has: a simulator, an app that was never started, and a picture when it fails.

import { readFile } from "node:fs/promises";
import test from "node:test";
import { prepareApp } from "./app.mjs";
import { startSimulator } from "./simulator.mjs";

const LIMIT = 120_000;

/** A test with a simulator of its own and an app that knows only this one. */
export function scenario(name, run, simulatorArguments = ["--licenses", "60", "--seed", "11"]) {
  test(name, { timeout: LIMIT }, async () => {
    const simulator = await startSimulator(...simulatorArguments);
    const app = await prepareApp({ simulator });
    try {
      await run({ app, simulator });
    } catch (error) {
      await app.pictureOfFailure(name).catch((second) => console.error(`no picture: ${second.message}`));
      throw error;
    } finally {
      await app.remove();
      await simulator.stop();
    }
  });
}

/** What arrived at a simulator that was started with `--ledger`: known once it is stopped. */
export async function ledgerOf(simulator, file) {
  await simulator.stop();
  return JSON.parse(await readFile(file, "utf8"));
}

/** All licenses as the vendor has them now. */
export async function licensesOfVendor({ url, customerCode, tokens }) {
  const headers = {
    "X-Customer-Code": String(customerCode),
    "X-Api-Key": tokens.orgAdmin,
  };
  const licenses = [];
  for (let page = 1; ; page += 1) {
    const address = `${url}/customer/licenses?perPage=200&page=${page}`;
    const response = await fetch(address, {
      headers,
      signal: AbortSignal.timeout(5000),
    });
    if (!response.ok) throw new Error(`the simulator answers ${response.status} for page ${page}`);
    const more = await response.json();
    if (more.length === 0) return licenses;
    licenses.push(...more);
  }
}

/** A license as the vendor has it now. */
export async function licenseOfVendor({ url, customerCode, tokens }, id) {
  const headers = {
    "X-Customer-Code": String(customerCode),
    "X-Api-Key": tokens.orgAdmin,
  };
  const response = await fetch(`${url}/customer/licenses/${id}`, {
    headers,
    signal: AbortSignal.timeout(5000),
  });
  if (!response.ok) throw new Error(`the simulator answers ${response.status} for license ${id}`);
  return await response.json();
}
