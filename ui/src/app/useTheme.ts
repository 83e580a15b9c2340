import { useEffect } from "react";
import type { Theme } from "@/platform";

/** Light, dark, or as the system: the colors follow `data-theme`. */
export function useTheme(theme: Theme | undefined): void {
  useEffect(() => {
    const root = document.documentElement;
    if (theme === undefined || theme === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = theme;
  }, [theme]);
}
