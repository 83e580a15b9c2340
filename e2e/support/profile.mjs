// Folders of an app that was never started before, and what is in them afterwards.

import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A home for one app. It outlives the app, so that another start finds what the first one left. The keychain is not in
 * it: that belongs to the session.
 */
export async function makeProfile() {
  const folder = await mkdtemp(join(tmpdir(), "seatkeeper-e2e-"));
  const environment = {
    HOME: folder,
    XDG_DATA_HOME: join(folder, "data"),
    XDG_CONFIG_HOME: join(folder, "config"),
    XDG_CACHE_HOME: join(folder, "cache"),
    XDG_STATE_HOME: join(folder, "state"),
  };
  const saved = join(folder, "saved");
  for (const path of [...Object.values(environment), saved]) await mkdir(path, { recursive: true });
  return {
    folder,
    environment,
    saved,
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** The files under a folder that hold the text, in any of the ways in which a program would write it. */
export async function filesThatHold(text, folder) {
  const forms = [
    Buffer.from(text),
    Buffer.from(text, "utf16le"),
    Buffer.from(Buffer.from(text).toString("base64").replace(/=+$/, "")),
    Buffer.from(Buffer.from(text).toString("hex")),
  ];
  const { files, found } = { files: await filesUnder(folder), found: [] };
  for (const file of files) {
    const content = await readFile(file);
    if (forms.some((form) => content.includes(form))) found.push(file);
  }
  return { searched: files.length, found };
}

async function filesUnder(folder) {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
