// The keychain of this session, looked at and disturbed from outside.

import { execFileSync } from "node:child_process";

const SERVICE = "Seatkeeper";

/** How many entries of the app the keychain has. */
export function entriesOfTheApp() {
  const answer = call("org.freedesktop.Secret.Service.SearchItems", `dict:string:string:service,${SERVICE}`);
  return [...answer.matchAll(/object path/g)].length;
}

/** From now on the keychain keeps its name and answers nothing. */
export function pauseKeychain() {
  process.kill(keychainProcess(), "SIGSTOP");
}

/** It answers again, also what was asked meanwhile. */
export function resumeKeychain() {
  process.kill(keychainProcess(), "SIGCONT");
}

function keychainProcess() {
  const id = Number(process.env.KEYRING_PID);
  if (!Number.isInteger(id) || id <= 1) throw new Error("there is no keychain: run this by with-keyring.sh");
  return id;
}

function call(method, ...args) {
  const to = ["--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets"];
  return execFileSync("dbus-send", [...to, method, ...args], { encoding: "utf8", timeout: 5000 });
}
