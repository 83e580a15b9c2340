import type { MessageId, TextOf } from "@/i18n";
import type { Column, ListView, MappingProblem, Source } from "@/platform";

const COLUMNS: Readonly<Record<Column, MessageId>> = {
  email: "lists.column.email",
  firstName: "lists.column.firstName",
  lastName: "lists.column.lastName",
  fullName: "lists.column.fullName",
  product: "lists.column.product",
  team: "lists.column.team",
  license: "lists.column.license",
};

export function columnTitle(text: TextOf, column: Column): string {
  return text(COLUMNS[column]);
}

/** The file's name, or that it was pasted. */
export function listName(text: TextOf, { name }: ListView): string {
  return name || text("lists.pastedName");
}

const SEPARATORS: Readonly<Record<string, MessageId>> = {
  ",": "lists.source.comma",
  ";": "lists.source.semicolon",
  "\t": "lists.source.tab",
  "|": "lists.source.bar",
};

/** How it was read: who sees nonsense in the cells finds the reason here. */
export function sourceWords(text: TextOf, source: Source): string {
  switch (source.kind) {
    case "separated": {
      const separator = source.separator && SEPARATORS[source.separator];
      if (!separator) return text("lists.source.lines", { encoding: source.encoding });
      return text(separator, { encoding: source.encoding });
    }
    case "addresses":
      return text("lists.source.addresses");
    case "sheet":
      return text("lists.source.sheet", { name: source.name });
  }
}

/** Why the columns are not enough, and what to do. */
export function mappingWords(text: TextOf, problem: MappingProblem): string {
  switch (problem.code) {
    case "missing": {
      const [first, second] = problem.needed.map((column) => columnTitle(text, column));
      if (second === undefined) return text("lists.mapping.missing", { column: first });
      return text("lists.mapping.missingBoth", { first, second });
    }
    case "outOfRange":
      return text("lists.mapping.outOfRange", { column: columnTitle(text, problem.column) });
    case "twice":
      return text("lists.mapping.twice", {
        first: columnTitle(text, problem.first),
        second: columnTitle(text, problem.second),
      });
  }
}
