import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Format, Mapping, Want } from "./bindings";
import { usePlatform } from "./context";
import { keys } from "./keys";
import { problem, toProblem } from "./platform";

/** Larger files are refused unread: what the application would say anyway, without keeping the window busy. */
export const LARGEST_FILE = 32 * 1024 * 1024;

export interface ReadListInput {
  file: File;
  /** Which sheet of a workbook; the first one with something in it if there is none. */
  sheet: string | null;
}

/** Reads a list from a file that was chosen or dropped. */
export function useReadList() {
  const platform = usePlatform();
  return useMutation({
    mutationFn: async ({ file, sheet }: ReadListInput) => {
      if (file.size > LARGEST_FILE) throw problem("listTooLarge", { text: `${LARGEST_FILE} bytes` });
      return platform.readList(file.name, await contentOf(file), sheet);
    },
    // A file can be large: what was read is not kept beside it.
    gcTime: 0,
  });
}

/** Reads a list from text that was pasted. */
export function useReadPastedList() {
  const platform = usePlatform();
  return useMutation({ mutationFn: (text: string) => platform.readPastedList(text), gcTime: 0 });
}

/** What a list says when its columns are understood in one way; the answer before stays until the next one is there. */
export function useCheckList(id: string, mapping: Mapping, want: Want) {
  const platform = usePlatform();
  return useQuery({
    queryKey: keys.listCheck(id, mapping, want),
    queryFn: () => platform.checkList(id, mapping, want),
    placeholderData: keepPreviousData,
  });
}

/** Forgets a list that is not needed any more. */
export function useForgetList() {
  const platform = usePlatform();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => platform.forgetList(id),
    onSettled: (_done, _problem, id) => client.removeQueries({ queryKey: keys.list(id) }),
  });
}

/** Asks where to save a file to fill in, and saves it. Gives the path; nothing if the person changed their mind. */
export function useSaveTemplate() {
  const platform = usePlatform();
  return useMutation({
    mutationFn: ({ want, format }: { want: Want; format: Format }) => platform.saveTemplate(want, format),
  });
}

/** The content in Base64. The browser makes it beside the page, which stays quick meanwhile. */
function contentOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      const text = typeof reader.result === "string" ? reader.result : "";
      // `data:text/csv;base64,` stands before it; of an empty file there is nothing else.
      resolve(text.slice(text.indexOf(",") + 1));
    });
    // It was moved, or what it is on is gone.
    reader.addEventListener("error", () => reject(toProblem(reader.error)));
    reader.readAsDataURL(file);
  });
}
