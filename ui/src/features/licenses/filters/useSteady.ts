import { replaceEqualDeep } from "@tanstack/react-query";
import { useState } from "react";

/**
 * The same object as before as long as it says the same, in each of its parts. Every answer brings its own counts;
 * what is drawn from them need not be drawn again where they did not change.
 */
export function useSteady<T>(value: T): T {
  const [steady, setSteady] = useState(value);
  const next = replaceEqualDeep(steady, value);
  if (next !== steady) setSteady(next);
  return next;
}
