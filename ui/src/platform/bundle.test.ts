// @vitest-environment node
import { fileURLToPath } from "node:url";
import { build, type Rolldown } from "vite";
import { describe, expect, it, vi } from "vitest";

describe("the bundle that is shipped", () => {
  it("has nothing of the stand-in in it", async () => {
    const root = fileURLToPath(new URL("../..", import.meta.url));
    // Vite asks this, not the mode, whether it builds for development.
    vi.stubEnv("NODE_ENV", "production");
    const built = await build({ root, logLevel: "silent", mode: "production", build: { write: false } });
    vi.unstubAllEnvs();
    const { output } = built as Rolldown.RolldownOutput;
    const chunks = output.filter((file) => file.type === "chunk");
    const modules = chunks.flatMap((chunk) => chunk.moduleIds);
    // The real one is there, so that the absence of the other means something.
    expect(modules.some((id) => id.includes("/platform/tauri.ts"))).toBe(true);
    expect(modules.filter((id) => id.includes("/platform/mock/"))).toEqual([]);
    expect(chunks.some((chunk) => chunk.code.includes("Nordlicht"))).toBe(false);
  }, 60_000);
});
