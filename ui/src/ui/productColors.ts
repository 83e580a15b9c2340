/** Hand-picked colours of well-known product codes. White text on each has a contrast of 4.5:1 at least. */
const KNOWN: Readonly<Record<string, string>> = {
  II: "#b0306a",
  ALL: "#3f4754",
  WS: "#0b7fa3",
  PY: "#2b8540",
  RD: "#a5304a",
  DG: "#6b4bc4",
  GO: "#2070c8",
  CL: "#14807a",
  PS: "#8b3fb5",
  RM: "#b8432f",
  RR: "#a3551a",
  DS: "#3c7d2f",
  RS0: "#7a3fa0",
  RSU: "#8a2f7c",
  DM: "#4a56c0",
  DC: "#8f3f5a",
  DPN: "#9a4a2a",
  AC: "#2b6f9e",
  QA: "#087f70",
  WRS: "#5b5fae",
  AIP: "#7b3fd0",
  AIU: "#5a3fd6",
};

const OTHERS = [
  "#a4336b",
  "#8a3ab0",
  "#5a52c4",
  "#2a68bb",
  "#0f7a99",
  "#117a68",
  "#3b7d36",
  "#6d7320",
  "#93611a",
  "#ad4a2a",
  "#a83846",
  "#56627a",
] as const;

/** The colour of a product's tile: always the same for a code, whatever other products there are. */
export function productColor(code: string): string {
  const known = KNOWN[code];
  if (known) return known;
  // FNV-1a: spreads short codes that differ in one letter.
  let hash = 0x811c9dc5;
  for (const character of code) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return OTHERS[(hash >>> 0) % OTHERS.length] ?? OTHERS[0];
}

/** All colours a tile can have; their contrast is tested. */
export const tileColors: readonly string[] = [...Object.values(KNOWN), ...OTHERS];
