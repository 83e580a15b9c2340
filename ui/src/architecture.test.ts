import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { expect, test } from "vitest";

/** The folders of `src` and what each may import of the others. `ui` and `i18n` stand on nothing. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  ui: [],
  i18n: [],
  platform: [],
  problems: ["ui", "i18n", "platform"],
  access: ["ui", "i18n", "platform"],
  change: ["ui", "i18n", "platform", "problems", "access"],
  features: ["ui", "i18n", "platform", "problems", "access", "change"],
  app: ["ui", "i18n", "platform", "problems", "access", "change", "features"],
  gallery: ["ui", "i18n"],
  testing: ["ui", "i18n", "platform", "change", "features", "app"],
  "main.tsx": ["app", "ui", "platform"],
};

interface Import {
  file: string;
  target: string;
}

const source = import.meta.dirname;

function importsOf(file: string): Import[] {
  const text = readFileSync(join(source, file), "utf8");
  const found = text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']/g);
  return [...found].map(([, target = ""]) => ({ file, target: resolve(file, target) }));
}

/** A path below `src`, or the name of a package. */
function resolve(file: string, target: string): string {
  if (target.startsWith("@/")) return `src/${target.slice(2)}`;
  if (target.startsWith(".")) return posix.normalize(posix.join("src", posix.dirname(file), target));
  return target;
}

const files = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => relative(source, join(entry.parentPath, entry.name)).split(sep).join("/"));

const imports = files.filter((file) => !/\.test\.tsx?$/.test(file)).flatMap(importsOf);

const areaOf = (path: string) => path.split("/")[0] ?? "";

test("folders import only what they may", () => {
  expect(files.length).toBeGreaterThan(50);
  const wrong = imports.filter(({ file, target }) => {
    if (!target.startsWith("src/")) return false;
    const [from, to] = [areaOf(file), areaOf(target.slice(4))];
    return from !== to && !ALLOWED[from]?.includes(to);
  });
  expect(wrong).toEqual([]);
});

test("no feature imports another", () => {
  const featureOf = (path: string) => /^(?:src\/)?features\/([^/]+)/.exec(path)?.[1];
  const wrong = imports.filter(({ file, target }) => {
    const [from, to] = [featureOf(file), featureOf(target)];
    return from !== undefined && to !== undefined && from !== to;
  });
  expect(wrong).toEqual([]);
});

test("only platform knows Tauri", () => {
  const wrong = imports.filter(
    ({ file, target }) => target.startsWith("@tauri-apps/") && areaOf(file) !== "platform",
  );
  expect(wrong).toEqual([]);
});

test("components know no language", () => {
  const wrong = imports.filter(({ file, target }) => areaOf(file) === "ui" && target === "react-intl");
  expect(wrong).toEqual([]);
});
