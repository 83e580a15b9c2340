// Tables of texts as files, for a person who fills one in and for whoever reads what the app saved.

/** Rows as CSV with semicolons, as a spreadsheet writes it where the comma is for decimals. */
export function semicolons(rows) {
  return rows.map((cells) => cells.join(";")).join("\r\n");
}

/** What CSV says, each row by its headings. */
export function readCsv(text) {
  const [headings, ...rows] = cells(text.replace(/^\uFEFF/, ""));
  return rows.map((row) => Object.fromEntries(headings.map((heading, at) => [heading, row[at] ?? ""])));
}

function cells(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\r\n") rows.push([]);
    if (end === "") break;
  }
  return rows.filter((row) => row.length > 1);
}
