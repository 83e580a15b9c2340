import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it, vi } from "vitest";
import {
  everyLicense,
  PlatformProvider,
  useConnect,
  useCurrent,
  useOpenOrganization,
  useTableViews,
  type LicenseQuery,
  useLicenseRows,
  useLicenseSource,
  usePlatformEvents,
  useSession,
} from ".";
import { createMockPlatform, type MockOptions } from "./mock";

function setUp<T>(
  hook: () => T,
  options: MockOptions = {},
  platform = createMockPlatform({ start: "connected", ...options }),
) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <PlatformProvider value={platform}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </PlatformProvider>
  );
  return { platform, client, ...renderHook(hook, { wrapper }) };
}

const useRowsOf = (query: LicenseQuery) => useLicenseRows(useLicenseSource(query));

describe("rows by position", () => {
  it("are read as they come into sight", async () => {
    const { result, platform } = setUp(() => useRowsOf(everyLicense), { licenses: 1_200 });
    await waitFor(() => expect(result.current.total).toBe(1_200));
    expect(result.current.getRow(99)).toBeDefined();
    expect(result.current.getRow(650)).toBeUndefined();
    act(() => result.current.onRangeChange(640, 660));
    await waitFor(() => expect(result.current.getRow(650)).toBeDefined());
    expect(result.current.getRow(1_150)).toBeUndefined();
    const { rows } = await platform.queryLicenses(everyLicense, 650, 1);
    expect(result.current.getRow(650)).toEqual(rows[0]);
  });

  it("say why there are none", async () => {
    const { result } = setUp(() => useRowsOf(everyLicense), {
      failing: { queryLicenses: "storeFailed" },
    });
    await waitFor(() => expect(result.current.problem?.code).toBe("storeFailed"));
    expect(result.current.total).toBeUndefined();
  });

  it("don't stay as they were when the list changes before the first answer is there", async () => {
    const platform = createMockPlatform({ start: "connected" });
    const empty = { ...(await platform.queryLicenses(everyLicense, 0, 100)), all: 0, total: 0, rows: [] };
    let answer = () => {};
    const first = new Promise<typeof empty>((resolve) => {
      answer = () => resolve(empty);
    });
    const ask = vi.spyOn(platform, "queryLicenses").mockReturnValueOnce(first);
    const { result } = setUp(
      () => {
        usePlatformEvents();
        return useRowsOf(everyLicense);
      },
      {},
      platform,
    );
    await waitFor(() => expect(ask).toHaveBeenCalledTimes(1));
    await act(() => platform.sync());
    answer();
    await waitFor(() => expect(result.current.all).toBe(238));
  });

  it("follow a change, and those of another organization take their place", async () => {
    const { result, platform } = setUp(() => {
      usePlatformEvents();
      return useRowsOf(everyLicense);
    });
    await waitFor(() => expect(result.current.all).toBe(238));
    await act(() => platform.openOrganization("harbor"));
    await waitFor(() => expect(result.current.all).toBe(34));
  });
});

describe("views", () => {
  it("are asked for again when an organization is opened again: it may be another one by then", async () => {
    const platform = createMockPlatform({ start: "connected" });
    const tableViews = vi.spyOn(platform, "tableViews");
    const { result } = setUp(
      () => {
        usePlatformEvents();
        const current = useCurrent()?.organization.id ?? "";
        const { data } = useTableViews(current);
        return { current, data, open: useOpenOrganization() };
      },
      {},
      platform,
    );
    await waitFor(() => expect(result.current.current).toBe("nordlicht"));
    await waitFor(() => expect(result.current.data).toBeDefined());
    await act(() => result.current.open.mutateAsync("harbor"));
    await waitFor(() => expect(result.current.current).toBe("harbor"));
    await platform.saveView(null, "Mine", { query: everyLicense, columns: [] });
    tableViews.mockClear();
    await act(() => result.current.open.mutateAsync("nordlicht"));
    await waitFor(() => expect(result.current.current).toBe("nordlicht"));
    expect(tableViews).toHaveBeenCalled();
    await act(() => result.current.open.mutateAsync("harbor"));
    await waitFor(() => expect(result.current.data?.saved.map(({ name }) => name)).toEqual(["Mine"]));
  });
});

describe("the session", () => {
  it("shows how far a sync is without being asked for again each time", async () => {
    const seen: number[] = [];
    const { platform, result } = setUp(
      () => {
        usePlatformEvents();
        const read = useSession().data?.current?.sync.running?.read;
        if (read !== undefined && seen.at(-1) !== read) seen.push(read);
        return useSession();
      },
      { latency: 20 },
    );
    await waitFor(() => expect(result.current.data).toBeDefined());
    await act(() => platform.sync());
    await waitFor(() => expect(result.current.data?.current?.sync.running).toBeNull());
    expect(seen).toContain(238);
    expect(platform.calls.filter((call) => call === "session").length).toBeLessThan(5);
  });
});

describe("connecting", () => {
  it("leaves no token in the cache of what was asked", async () => {
    const { result, client } = setUp(() => useConnect(), {});
    const readToken = () => ({ kind: "typed", token: "s3cr3t-token" }) as const;
    await act(() => result.current.mutateAsync({ customerCode: "77", keep: "keychain", readToken }));
    const kept = client.getMutationCache().getAll();
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept.map(({ state }) => state))).not.toContain("s3cr3t-token");
  });
});
