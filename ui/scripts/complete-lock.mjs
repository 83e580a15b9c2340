// Run after `npm install` behind a registry mirror that lacks the binary packages of other platforms: npm
// then leaves them out of package-lock.json, and `npm ci` refuses the file, here and on those platforms.
// This writes the missing entries; their integrity is unknown here and checked by nobody until npm adds it.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const path = fileURLToPath(new URL("../package-lock.json", import.meta.url));
const lock = JSON.parse(readFileSync(path, "utf8"));
const systems = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const processors = ["arm64", "arm", "ia32", "ppc64", "riscv64", "s390x", "x64"];

function entryOf(name, version, parent) {
  const words = name.split(/[/-]/);
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  if (!os || !cpu) throw new Error(`${name}: for which system and processor?`);
  const last = words.at(-1) ?? "";
  const libc = last.startsWith("musl") ? "musl" : last.startsWith("gnu") ? "glibc" : null;
  const isDevelopment = parent.dev ? { dev: true } : {};
  return { version, cpu: [cpu], ...isDevelopment, ...(libc && { libc: [libc] }), optional: true, os: [os] };
}

let added = 0;
for (const parent of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    if (lock.packages[key]) continue;
    lock.packages[key] = entryOf(name, version, parent);
    added += 1;
  }
}

const sorted = Object.entries(lock.packages).toSorted(([one], [other]) => (one < other ? -1 : 1));
lock.packages = Object.fromEntries(sorted);
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} entries added`);
