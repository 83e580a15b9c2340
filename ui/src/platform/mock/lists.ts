import type { Column, ListView, Mapping, PreviewRow, Source } from "../bindings";
import { problem } from "../platform";
import { generateLicenses } from "./generate";
import type { MockList } from "./listPlan";
import { failureOfFile } from "./special";

const SHOWN = 20;

const SHEETS = ["People", "Leavers"];

const ENCODING = "UTF-8";

/** Words that a heading has, for each kind of column; the first that fits counts. */
const HEADINGS: [Column, RegExp][] = [
  ["email", /mail/i],
  ["firstName", /first|given|vorname/i],
  ["lastName", /last|family|surname|nachname/i],
  ["product", /product|produkt/i],
  ["team", /team/i],
  ["license", /licen[cs]e/i],
  ["fullName", /name/i],
];

/** The columns in their order. */
export const COLUMNS: readonly Column[] = [
  "email",
  "firstName",
  "lastName",
  "fullName",
  "product",
  "team",
  "license",
];

interface Table {
  headings: string[] | null;
  rows: PreviewRow[];
  source: Source;
}

/** Reads a file: text as it is, a workbook as if its text were a sheet. */
export function readFile(
  id: string,
  name: string,
  content: string,
  sheet: string | null,
  now: Date,
): MockList {
  const failure = failureOfFile(name);
  if (failure) throw failure;
  const text = new TextDecoder().decode(Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0)));
  if (!/\.(xlsx|ods)$/i.test(name)) return listOf(id, name, separated(text));
  const shown = sheet ?? SHEETS[0] ?? "";
  if (!SHEETS.includes(shown)) throw problem("listSheetGone");
  const table = separated(text.startsWith("PK") ? inventedText(now) : text);
  const rows = shown === "Leavers" ? table.rows.slice(0, 3) : table.rows;
  return listOf(id, name, { ...table, rows, source: { kind: "sheet", name: shown, sheets: SHEETS } });
}

/** Reads pasted text: addresses one after another, or rows. */
export function readText(id: string, text: string): MockList {
  const parts = text
    .split(/[\n,;]+/)
    .map((part) => part.trim())
    .filter(Boolean);
  const areAddresses = parts.length > 0 && parts.every((part) => part.includes("@"));
  return listOf(id, "", areAddresses ? addresses(parts) : separated(text));
}

function addresses(parts: readonly string[]): Table {
  const rows = parts.map((part, index) => {
    const [, name = "", email = part] = /^"?([^"<]*?)"?\s*<([^>]+)>$/.exec(part) ?? [];
    return { line: index + 1, cells: [email, name] };
  });
  return { headings: null, rows, source: { kind: "addresses", encoding: ENCODING } };
}

/** Lines of cells, between whatever separator the first line has most of. */
function separated(text: string): Table {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const first = lines.find((line) => line.trim() !== "") ?? "";
  const [separator] = ["\t", ";", ","].toSorted(
    (left, right) => first.split(right).length - first.split(left).length,
  );
  const used = separator !== undefined && first.includes(separator) ? separator : null;
  const rows = lines
    .map((line, index) => ({ line: index + 1, cells: used ? line.split(used).map(cellOf) : [line.trim()] }))
    .filter(({ cells }) => cells.some(Boolean));
  const [top] = rows;
  if (!top) throw problem("listEmpty");
  const isHeading = top.cells.some((cell) => columnOf(cell) !== null) && !first.includes("@");
  return {
    headings: isHeading ? top.cells : null,
    rows: isHeading ? rows.slice(1) : rows,
    source: { kind: "separated", separator: used, encoding: ENCODING },
  };
}

function cellOf(text: string): string {
  return text
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .replaceAll('""', '"');
}

function columnOf(heading: string): Column | null {
  return HEADINGS.find(([, words]) => words.test(heading))?.[0] ?? null;
}

function listOf(id: string, name: string, { headings, rows, source }: Table): MockList {
  const columns = Math.max(headings?.length ?? 0, ...rows.map(({ cells }) => cells.length));
  const preview = { headings, columns, rows: rows.slice(0, SHOWN), total: rows.length, source };
  const view: ListView = {
    id,
    name,
    preview,
    mapping: guess(headings, rows, columns),
    isRemembered: false,
  };
  return { view, rows };
}

function guess(headings: string[] | null, rows: readonly PreviewRow[], columns: number): Mapping {
  const none = Object.fromEntries(COLUMNS.map((column) => [column, null])) as Mapping;
  const mapping: Mapping = { ...none };
  for (const [at, heading] of (headings ?? []).entries()) {
    const column = columnOf(heading);
    if (column && mapping[column] === null) mapping[column] = at;
  }
  const hasAddress = (at: number) => rows.some(({ cells }) => cells[at]?.includes("@"));
  const places = Array.from({ length: columns }, (_, at) => at);
  mapping.email ??= places.find(hasAddress) ?? null;
  // Without headings the column beside the address is the name.
  if (headings === null && columns === 2 && mapping.email !== null)
    mapping.fullName = 1 - (mapping.email ?? 0);
  return mapping;
}

/** What a real workbook is taken to say: the stand-in can't unpack it. */
function inventedText(now: Date): string {
  const people = generateLicenses(40, now, 11).filter(({ holder }) => holder?.kind === "person");
  const lines = people.map(({ holder, firstName, lastName, product }) =>
    [holder?.email.replace("@", ".new@"), firstName, lastName, product.name].join(";"),
  );
  return ["E-mail;First name;Last name;Product", ...lines].join("\n");
}
