// The tests' own tools: what they start really starts, what they look for is really found, what they end is really gone.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { startDisplay } from "./support/display.mjs";
import { until, within } from "./support/limits.mjs";
import { firstLine, start } from "./support/process.mjs";
import { filesThatHold, makeProfile } from "./support/profile.mjs";
import { startSimulator } from "./support/simulator.mjs";

const LIMIT = { timeout: 60_000 };

async function tokenRequest({ url, customerCode }, token) {
  const headers = { "X-Customer-Code": customerCode, "X-Api-Key": token };
  return await fetch(`${url}/token`, { headers, signal: AbortSignal.timeout(5000) });
}

test("the simulator greets, knows its own tokens and no others, and can go away", LIMIT, async () => {
  const simulator = await startSimulator("--licenses", "10", "--seed", "7");
  assert.equal((await tokenRequest(simulator, simulator.tokens.orgAdmin)).status, 200);
  assert.ok((await tokenRequest(simulator, "not-a-token")).status >= 400);
  await simulator.stop();
  await assert.rejects(tokenRequest(simulator, simulator.tokens.orgAdmin), /fetch failed/);
});

test("the session has a keychain of its own that answers", LIMIT, () => {
  const question = [
    "--session",
    "--print-reply",
    "--dest=org.freedesktop.secrets",
    "/org/freedesktop/secrets",
  ];
  const method = ["org.freedesktop.Secret.Service.ReadAlias", "string:default"];
  const answer = execFileSync("dbus-send", [...question, ...method], { encoding: "utf8", timeout: 5000 });
  assert.match(answer, /collection\/login/);
});

test("two displays can be there at once, and end", LIMIT, async () => {
  const [first, second] = [await startDisplay(), await startDisplay({ width: 1000, height: 700 })];
  assert.notEqual(first.name, second.name);
  await first.stop();
  await second.stop();
  const socket = `/tmp/.X11-unix/X${second.name.slice(1)}`;
  await assert.rejects(stat(socket), { code: "ENOENT" });
});

test("a text is found in a file however it was written", LIMIT, async () => {
  const profile = await makeProfile();
  const folder = join(profile.folder, "data", "deep", "inside");
  await mkdir(folder, { recursive: true });
  const token = "secret-token-0123456789";
  const forms = {
    plain: token,
    base64: Buffer.from(token).toString("base64"),
    wide: Buffer.from(token, "utf16le"),
  };
  for (const [name, form] of Object.entries(forms)) {
    await writeFile(
      join(folder, name),
      Buffer.concat([Buffer.from([0, 255]), Buffer.from(form), Buffer.from([1])]),
    );
  }
  await writeFile(join(folder, "innocent"), "secret-token-012345678X");
  const { searched, found } = await filesThatHold(token, profile.folder);
  assert.equal(searched, 4);
  assert.deepEqual(found.map((file) => file.split("/").at(-1)).sort(), ["base64", "plain", "wide"]);
  await profile.remove();
  await assert.rejects(stat(profile.folder), { code: "ENOENT" });
});

test("a program that does not want to end is ended", LIMIT, async () => {
  const stubborn = await start("stubborn", "bash", [
    "-c",
    "trap '' TERM; echo ready; while :; do sleep 0.2; done",
  ]);
  await firstLine(stubborn, stubborn.child.stdout, "its first word");
  await stubborn.stop();
  assert.match(await within(1000, "its end", stubborn.ended), /SIGKILL/);
});

test("what takes too long is named", LIMIT, async () => {
  await assert.rejects(within(20, "a long story", new Promise(() => {})), /a long story: not within 20 ms/);
  await assert.rejects(
    until("the impossible", () => Promise.reject(new Error("no way")), 20),
    /the impossible: .*no way/,
  );
});
