import { isTauri } from "@tauri-apps/api/core";
import type { Platform } from "./platform";
import { createTauriPlatform } from "./tauri";

/**
 * The application behind the page; in a plain browser during development a stand-in with invented data. The
 * condition is a constant in a build, which leaves the stand-in out.
 */
export async function choosePlatform(): Promise<Platform> {
  if (import.meta.env.DEV && !isTauri()) {
    const { createMockPlatform, optionsOfAddress } = await import("./mock");
    return createMockPlatform(optionsOfAddress(window.location.search));
  }
  return createTauriPlatform();
}
