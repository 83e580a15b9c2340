import { memo, type RefObject, useEffect } from "react";
import { useText } from "@/i18n";
import { SearchField } from "@/ui";
import styles from "./FilterBar.module.css";

const isMac = navigator.platform.startsWith("Mac");

export interface SearchProps {
  value: string;
  onChange: (value: string) => void;
  input: RefObject<HTMLInputElement | null>;
}

/** Search as you type, with the keys for "find". */
export const Search = memo(function Search({ value, onChange, input }: SearchProps) {
  const text = useText();
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (!isFindShortcut(event)) return;
      event.preventDefault();
      // Below a dialog nothing takes the focus.
      if (input.current?.closest("[inert], [aria-hidden='true']")) return;
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener("keydown", focus);
    return () => window.removeEventListener("keydown", focus);
  }, [input]);
  return (
    <SearchField
      className={styles.search ?? ""}
      label={text("licenses.search.label")}
      placeholder={text("licenses.search.placeholder")}
      clearLabel={text("licenses.search.clear")}
      shortcut={isMac ? ["⌘", "F"] : ["Ctrl", "F"]}
      value={value}
      onChange={onChange}
      inputRef={input}
    />
  );
});

function isFindShortcut(event: KeyboardEvent): boolean {
  return (
    event.key.toLowerCase() === "f" &&
    (isMac ? event.metaKey : event.ctrlKey) &&
    !event.shiftKey &&
    !event.altKey
  );
}
