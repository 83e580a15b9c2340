// Every message of the English file is used, and every file is valid. (That a used one exists, the type
// check knows: message ids are a type.) An id counts as used where it stands in the sources as a string;
// ids are never put together from pieces, so that they can be found.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../src", import.meta.url));
const messages = JSON.parse(readFileSync(join(source, "i18n/messages/en.json"), "utf8"));

const text = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
  .join("\n");

const strings = new Set(
  [...text.matchAll(/(["'`])([a-z][A-Za-z0-9]*(?:\.[A-Za-z0-9_-]+)+)\1/g)].map((match) => match[2]),
);
const unused = Object.keys(messages).filter((id) => !strings.has(id));
const misnamed = Object.keys(messages).filter((id) => !/^[a-z][A-Za-z0-9]*(\.[A-Za-z0-9_-]+)+$/.test(id));
const unsorted = Object.keys(messages).find((id, index, ids) => index > 0 && id < (ids[index - 1] ?? ""));

for (const id of unused) console.error(`message is not used: ${id}`);
for (const id of misnamed) console.error(`message id is not like area.part.name: ${id}`);
if (unsorted) console.error(`messages are not in alphabetical order, from: ${unsorted}`);
console.log(`${Object.keys(messages).length} messages, ${unused.length} unused`);
process.exit(unused.length + misnamed.length + (unsorted ? 1 : 0) > 0 ? 1 : 0);
