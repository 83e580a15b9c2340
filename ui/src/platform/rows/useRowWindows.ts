import { useEffect, useEffectEvent, useMemo, useSyncExternalStore } from "react";
import type { Unsubscribe } from "../platform";
import { type Ask, type Known, WindowSource } from "./windows";

/** Rows by position, for a table of any length. */
export interface RowWindows<Row> extends Known {
  /** Nothing where it was not read yet. */
  getRow: (index: number) => Row | undefined;
  /** Tells which rows are in sight. */
  onRangeChange: (first: number, last: number) => void;
  /** No answer has come yet. */
  isLoading: boolean;
  retry: () => void;
}

interface Windows<Row> {
  /** What the rows belong to: with another one all that was read is forgotten. */
  scope: string;
  /** Which rows, in which order: with another one those before stay until there is an answer. */
  question: unknown;
  /** With another one rows are read again. */
  version: unknown;
  ask: Ask<Row>;
  /** Subscribes to what changes rows. */
  changes?: (changed: () => void) => Unsubscribe;
}

/** Rows that the application hands out in windows. */
export function useRowWindows<Row>({
  scope,
  question,
  version,
  ask,
  changes,
}: Windows<Row>): RowWindows<Row> {
  const source = useMemo(() => new WindowSource<Row>(scope), [scope]);
  const want = useEffectEvent((from: WindowSource<Row>, asked: string) => from.want(asked, ask));
  const subscribe = useEffectEvent((from: WindowSource<Row>) => changes?.(from.changed));
  const asked = JSON.stringify(question);
  useEffect(() => want(source, asked), [source, asked]);
  useEffect(() => subscribe(source), [source]);
  useEffect(() => source.atVersion(version), [source, version]);
  const known = useSyncExternalStore(source.subscribe, source.known);
  return useMemo(
    () => ({
      ...known,
      isLoading: known.total === undefined && known.problem === null,
      getRow: source.getRow,
      onRangeChange: source.see,
      retry: source.retry,
    }),
    [known, source],
  );
}
