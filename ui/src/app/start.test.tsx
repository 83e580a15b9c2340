import { act, render, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { App } from "./App";
import { createQueryClient } from "./queryClient";
import { everyLicense, type GlanceView, keys, readAhead, type SessionView } from "@/platform";
import { askEarly } from "@/platform/early";
import { createMockPlatform, type MockOptions } from "@/platform/mock";

import { sourceFor } from "@/platform/rows/useLicenseRows";

function setUp(options: MockOptions = {}) {
  window.location.hash = "/";
  const mock = createMockPlatform({ start: "connected", ...options });
  const platform = { ...mock, queryLicenses: vi.fn(mock.queryLicenses), glance: vi.fn(mock.glance) };
  return { mock, platform, client: createQueryClient() };
}

async function left(): Promise<GlanceView> {
  const mock = createMockPlatform({ start: "connected", licenses: 12 });
  const window = await mock.queryLicenses(everyLicense, 0, 100);
  return { session: await mock.session(), views: await mock.tableViews(), window };
}

describe("the start", () => {
  it("draws the table with its rows at once, and asks for them once", async () => {
    const { platform, client } = setUp();
    await readAhead(platform, client, askEarly(platform));
    render(<App platform={platform} client={client} />);
    expect(screen.getByText("238 shown")).toBeTruthy();
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
    const first = platform.queryLicenses.mock.calls.filter(([, offset]) => offset === 0);
    expect(first).toEqual([[everyLicense, 0, 100]]);
  });

  it("draws the table as it was left while the rest is slow, and then what it is", async () => {
    const { platform, client } = setUp({ latency: 400 });
    platform.glance.mockResolvedValue(await left());
    await readAhead(platform, client, askEarly(platform));
    render(<App platform={platform} client={client} />);
    expect(screen.getByText("12 shown")).toBeTruthy();
    expect(await screen.findByText("238 shown")).toBeTruthy();
  });

  it("does not keep the window empty for what is slow", async () => {
    const { platform, client } = setUp({ latency: 2_000 });
    const begin = performance.now();
    await readAhead(platform, client, askEarly(platform));
    expect(performance.now() - begin).toBeLessThan(1_000);
    render(<App platform={platform} client={client} />);
    expect(screen.queryByRole("grid")).toBeNull();
  });

  it("takes rows that changed meanwhile as out of date, and the session as it is by then", async () => {
    const now = new Date(2026, 10, 23, 9, 30);
    const { mock, platform, client } = setUp({ now });
    const early = askEarly(platform);
    await early.rows;
    await early.session();
    await mock.sync();
    await readAhead(platform, client, early);
    const session = client.getQueryData<SessionView>(keys.session);
    expect(session?.current?.sync.lastSyncedAt).toBe(now.toISOString());
    const id = session?.current?.organization.id ?? "";
    const source = sourceFor(platform, id);
    expect(source.getRow(0)).toBeDefined();
    expect(source.getFreshRow(0)).toBeUndefined();
    await waitFor(() => expect(source.getFreshRow(0)).toBeDefined());
  });

  it("does not take a session that changed while it was answered", async () => {
    const { mock, platform } = setUp();
    const answers: ((session: SessionView) => void)[] = [];
    const session = () => new Promise<SessionView>((resolve) => answers.push(resolve));
    const early = askEarly({ ...platform, session });
    const asked = early.session();
    const before = await mock.session();
    // Says that the session changed.
    await mock.openOrganization("harbor");
    const now = await mock.session();
    answers[0]?.(before);
    answers[1]?.(now);
    expect((await asked).current?.organization.id).toBe("harbor");
  });

  it.each([
    ["nothing is connected", { start: "setup" }, "Connect your organization"],
    ["views fail", { failing: { tableViews: "storeFailed" } }, "Licenses"],
  ] as const)("goes on as ever where %s", async (_name, options, heading) => {
    const { platform, client } = setUp(options);
    await readAhead(platform, client, askEarly(platform));
    expect(client.getQueryCache().getAll()).toEqual([]);
    render(<App platform={platform} client={client} />);
    expect(await screen.findByRole("heading", { level: 1, name: heading })).toBeTruthy();
  });
});
