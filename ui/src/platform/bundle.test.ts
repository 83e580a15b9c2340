// @vitest-environment node
import { fileURLToPath } from "node:url";
import { build, type Rolldown } from "vite";
import { describe, expect, it, vi } from "vitest";

async function built(): Promise<Rolldown.OutputChunk[]> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  // Vite asks this, not the mode, whether it builds for development.
  vi.stubEnv("NODE_ENV", "production");
  const { output } = (await build({
    root,
    logLevel: "silent",
    mode: "production",
    build: { write: false },
  })) as Rolldown.RolldownOutput;
  vi.unstubAllEnvs();
  return output.filter((file) => file.type === "chunk");
}

describe("the bundle that is shipped", () => {
  it("has nothing of the stand-in in it", async () => {
    const chunks = await built();
    const modules = chunks.flatMap((chunk) => chunk.moduleIds);
    // The real one is there, so that the absence of the other means something.
    expect(modules.some((id) => id.includes("/platform/tauri.ts"))).toBe(true);
    expect(modules.filter((id) => id.includes("/platform/mock/"))).toEqual([]);
    expect(chunks.some((chunk) => chunk.code.includes("Nordlicht"))).toBe(false);
  }, 60_000);

  it("starts with what the first table needs, and asks before anything else is executed", async () => {
    const chunks = await built();
    const start = chunks.find((chunk) => chunk.moduleIds.some((id) => id.endsWith("/app/Frame.tsx")));
    const first = start?.moduleIds ?? [];
    const position = (end: string) => first.findIndex((id) => id.endsWith(end));
    expect(position("/table/LicenseTable.tsx")).toBeGreaterThan(0);
    expect(position("/platform/start.ts")).toBeLessThan(position("/ui/Button.tsx"));
    const later =
      /features\/(setup|settings)\/|\/(Change|LicensePanel|ColumnChoices|ViewNameDialog)\.tsx|hook-form/;
    expect(chunks.flatMap(({ moduleIds }) => moduleIds).some((id) => later.test(id))).toBe(true);
    expect(first.filter((id) => later.test(id))).toEqual([]);
  }, 60_000);
});
