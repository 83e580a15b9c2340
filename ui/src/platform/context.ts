import { createContext, use } from "react";
import type { Platform } from "./platform";

const PlatformContext = createContext<Platform | null>(null);

/** Gives everything below it the application: the real one, or the mock of the tests. */
export const PlatformProvider = PlatformContext;

/** The application. Most of the time one of the hooks beside this one is what you want. */
export function usePlatform(): Platform {
  const platform = use(PlatformContext);
  if (!platform) throw new Error("usePlatform needs a PlatformProvider above it");
  return platform;
}
