import { useState } from "react";
import type { ChangeStart } from "@/change";
import { type AnyProblem, type ListView, useForgetList, useReadList, useReadPastedList } from "@/platform";
import type { Dropped } from "./drop/dropped";
import { emptyWish, type WishForm } from "./wish/wishForm";
import { type ListColumns, wishOf } from "./columns/columns";

/** Where the person is: choosing a list, saying what is in it and what for, or at the plan. */
export type Stage = "closed" | "choose" | "columns" | "plan";

/** Something that can't be taken for a list, although no one failed to read it. */
export type Refusal = Exclude<Dropped, { kind: "file" }>;

export interface ListFlow {
  stage: Stage;
  list: ListView | null;
  columns: ListColumns;
  wish: WishForm;
  /** Pasted, and not read yet. */
  pasted: string;
  isReading: boolean;
  problem: AnyProblem | null;
  refusal: Refusal | null;
  change: ChangeStart | null;
  /** The plan was asked for at least once. */
  isPlanned: boolean;
  enter: (dropped: Dropped | null) => void;
  readFile: (file: File) => void;
  readSheet: (sheet: string) => void;
  readPasted: () => void;
  setPasted: (text: string) => void;
  setColumns: (columns: ListColumns) => void;
  setWish: (change: Partial<WishForm>) => void;
  showPlan: () => void;
  backToChoose: () => void;
  /** The plan was left, for good or on the way back here. */
  leave: () => void;
  close: () => void;
  /** The list has done its work. */
  forget: () => void;
}

/** Leads from a list to the request for a plan. */
export function useListFlow(): ListFlow {
  const [stage, setStage] = useState<Stage>("closed");
  const [wish, setWish] = useState(emptyWish);
  const [change, setChange] = useState<ChangeStart | null>(null);
  const [isPlanned, setPlanned] = useState(false);
  const reading = useReading(() => setStage("columns"));
  const { list, columns, forget } = reading;

  const forgetAll = () => {
    forget();
    setWish(emptyWish);
  };

  return {
    ...reading,
    stage,
    wish,
    change,
    isPlanned,
    enter: (dropped) => {
      // Who left the plan without carrying it out left a list behind.
      if (stage === "closed") forgetAll();
      // What is dropped on the columns is another list for the same.
      setStage((now) => (now === "columns" ? now : "choose"));
      reading.take(dropped);
    },
    setWish: (part) => setWish((before) => ({ ...before, ...part })),
    showPlan: () => {
      const wanted = wishOf(wish, columns);
      if (!list || !wanted) return;
      const request = { kind: "list", list: list.id, mapping: columns, wish: wanted } as const;
      setPlanned(true);
      setChange({ kind: "request", request, onBack: () => setStage("columns") });
      setStage("plan");
    },
    backToChoose: () => setStage("choose"),
    leave: () => {
      setChange(null);
      setStage("closed");
    },
    close: () => {
      forgetAll();
      setStage("closed");
    },
  };
}

/** Reads lists: one at a time, the one before is forgotten. */
function useReading(onRead: () => void) {
  const [list, setList] = useState<ListView | null>(null);
  const [columns, setColumns] = useState<ListColumns>({});
  const [file, setFile] = useState<File | null>(null);
  const [pasted, setPasted] = useState("");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const files = useReadList();
  const texts = useReadPastedList();
  const { mutate: forgetList } = useForgetList();

  const show = (read: ListView, from: File | null) => {
    if (list) forgetList(list.id);
    setList(read);
    setColumns(read.mapping);
    setFile(from);
    onRead();
  };
  const begin = () => {
    setRefusal(null);
    files.reset();
    texts.reset();
  };
  const readFile = (wanted: File, sheet: string | null = null) => {
    begin();
    files.mutate({ file: wanted, sheet }, { onSuccess: (read) => show(read, wanted) });
  };
  return {
    list,
    columns,
    setColumns,
    pasted,
    setPasted,
    refusal,
    isReading: files.isPending || texts.isPending,
    problem: files.error ?? texts.error,
    readFile: (wanted: File) => readFile(wanted),
    readSheet: (sheet: string) => {
      if (file) readFile(file, sheet);
    },
    readPasted: () => {
      begin();
      texts.mutate(pasted, { onSuccess: (read) => show(read, null) });
    },
    take: (dropped: Dropped | null) => {
      if (dropped?.kind === "file") readFile(dropped.file);
      else if (dropped) {
        begin();
        setRefusal(dropped);
      }
    },
    forget: () => {
      if (list) forgetList(list.id);
      begin();
      setList(null);
      setFile(null);
      setPasted("");
    },
  };
}
