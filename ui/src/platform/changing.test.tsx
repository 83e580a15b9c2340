import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import {
  everyLicense,
  PlatformProvider,
  useApplyPlan,
  useChangeSet,
  useChangeSets,
  useChangeSteps,
  useIsTakingOut,
  usePlan,
  usePlanRows,
  usePlatformEvents,
  useQueue,
  useReadList,
  useRemoveQueued,
  useRun,
  useRunControl,
  useSession,
  useTakeOut,
  wholePlan,
} from ".";
import { createMockPlatform, type MockOptions } from "./mock";

function setUp<T>(hook: () => T, options: MockOptions = {}) {
  const platform = createMockPlatform({ start: "connected", ...options });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <PlatformProvider value={platform}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </PlatformProvider>
  );
  const page = renderHook(
    () => {
      usePlatformEvents();
      useSession();
      return hook();
    },
    { wrapper },
  );
  return { platform, ...page };
}

const idle = async (limit: number) => {
  const platform = createMockPlatform({ start: "connected" });
  return platform.licenseIds({ ...everyLicense, states: ["idle"] }, 0, limit);
};

describe("a plan", () => {
  it("has its rows in windows, and what was taken out shows in them and in the counts", async () => {
    const ids = await idle(5);
    const platform = createMockPlatform({ start: "connected" });
    const made = await platform.planChange({ kind: "revoke", selection: { kind: "ids", ids } });
    const client = new QueryClient();
    const wrapper = ({ children }: { children: ReactNode }) => (
      <PlatformProvider value={platform}>
        <QueryClientProvider client={client}>{children}</QueryClientProvider>
      </PlatformProvider>
    );
    const { result } = renderHook(
      () => ({
        plan: usePlan(made),
        rows: usePlanRows(made.id, wholePlan),
        takeOut: useTakeOut(made.id),
        isTakingOut: useIsTakingOut(made.id),
      }),
      { wrapper },
    );
    await waitFor(() => expect(result.current.rows.total).toBe(5));
    expect(result.current.plan.counts.changes).toBe(5);
    let find: (rows: number[]) => void = () => undefined;
    const found = new Promise<number[]>((resolve) => {
      find = resolve;
    });
    act(() => result.current.takeOut.mutate({ rows: () => found, out: true }));
    await waitFor(() => expect(result.current.isTakingOut).toBe(true));
    find([2]);
    await waitFor(() => expect(result.current.isTakingOut).toBe(false));
    await waitFor(() => expect(result.current.rows.getRow(2)?.takenOut).toBe(true));
    expect(result.current.plan.counts).toMatchObject({ changes: 4, takenOut: 1 });
  });
});

describe("a run", () => {
  it("is shown by every hook as it goes on, and the session is not asked for each step", async () => {
    const ids = await idle(12);
    const { result, platform } = setUp(() => {
      const run = useRun();
      return {
        run,
        apply: useApplyPlan(),
        control: useRunControl(),
        sets: useChangeSets(),
        set: useChangeSet(run?.id ?? null),
        steps: useChangeSteps(run?.id ?? "", "applied"),
      };
    });
    const plan = await platform.planChange({ kind: "revoke", selection: { kind: "ids", ids } });
    await waitFor(() => expect(result.current.sets.total).toBe(0));
    await act(() => result.current.apply.mutateAsync(plan.id));
    await waitFor(() => expect(result.current.run?.phase).toBe("finished"));
    await waitFor(() => expect(result.current.steps.total).toBe(12));
    await waitFor(() => expect(result.current.set.data?.counts.applied).toBe(12));
    await waitFor(() =>
      expect(result.current.sets.getRow(0)).toMatchObject({ id: plan.id, isRunning: false }),
    );
    expect(platform.calls.filter((call) => call === "session").length).toBeLessThan(8);
    await act(() => result.current.control.dismiss.mutateAsync(plan.id));
    expect(result.current.run).toBeNull();
  });

  it("that is faster than the answer to what began it stays finished", async () => {
    const [id = ""] = await idle(1);
    const { result, platform } = setUp(() => ({
      run: useRun(),
      apply: useApplyPlan(),
      session: useSession(),
    }));
    await waitFor(() => expect(result.current.session.data).toBeDefined());
    const plan = await platform.planChange({ kind: "revoke", selection: { kind: "ids", ids: [id] } });
    const begin = platform.applyPlan;
    Object.assign(platform, {
      applyPlan: async (wanted: string) => {
        const ended = new Promise<void>((done) => {
          platform.onChangeProgressed(({ phase }) => {
            // What the end sets off is over, too.
            if (phase === "finished") setTimeout(done, 50);
          });
        });
        const answer = await begin(wanted);
        await ended;
        return answer;
      },
    });
    await act(() => result.current.apply.mutateAsync(plan.id));
    expect(result.current.run?.phase).toBe("finished");
  });
});

describe("the queue", () => {
  it("shows at once what was taken out of it", async () => {
    const { result } = setUp(() => ({ queue: useQueue().data, remove: useRemoveQueued() }), { queued: 4 });
    await waitFor(() => expect(result.current.queue?.entries).toHaveLength(4));
    const [first] = result.current.queue?.entries ?? [];
    await act(() => result.current.remove.mutateAsync([first?.license ?? ""]));
    await waitFor(() => expect(result.current.queue?.entries).toHaveLength(3));
  });
});

describe("a list", () => {
  it("comes to the application as it is, whatever is in it", async () => {
    const { result, platform } = setUp(() => useReadList());
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
    let content = "";
    const read = platform.readPastedList;
    Object.assign(platform, {
      readList: (_name: string, given: string) => {
        content = given;
        return read("a@x.example");
      },
    });
    await act(() => result.current.mutateAsync({ file: new File([bytes], "any.bin"), sheet: null }));
    expect(Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))).toEqual(bytes);
    await act(() => result.current.mutateAsync({ file: new File([], "empty.csv"), sheet: null }));
    expect(content).toBe("");
  });
});
