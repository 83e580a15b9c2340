import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/**
 * The page runs under `script-src 'self'`: nothing may be inlined as `data:`, and no helper script may be
 * injected. The gallery is a page of the development server only, it is no input of the build.
 */
export default defineConfig({
  plugins: [react()],
  resolve: { tsconfigPaths: true },
  clearScreen: false,
  server: { port: 1420, strictPort: true, host: "127.0.0.1" },
  build: {
    target: ["es2022", "safari16"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 900,
    // One style sheet: what is loaded later has nothing else to wait for.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        // What the first page needs is one file: many small ones take longer to ask for than to read.
        codeSplitting: { groups: [{ name: "start", tags: ["$initial"] }] },
      },
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/testing/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    css: { modules: { classNameStrategy: "non-scoped" } },
    testTimeout: 60_000,
    restoreMocks: true,
  },
});
