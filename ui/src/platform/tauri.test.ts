import { beforeEach, describe, expect, it, vi } from "vitest";
import { createTauriPlatform } from "./tauri";

type Listener = (event: { payload: unknown }) => void;

const tauri = vi.hoisted(() => ({
  invoke: vi.fn<(command: string, input?: unknown) => Promise<unknown>>(),
  listen: vi.fn<(name: string, listener: Listener) => Promise<() => void>>(),
}));

vi.mock("@tauri-apps/api/core", () => ({ invoke: tauri.invoke, isTauri: () => true }));
vi.mock("@tauri-apps/api/event", () => ({ listen: tauri.listen }));

beforeEach(() => {
  tauri.invoke.mockReset().mockResolvedValue(null);
  tauri.listen.mockReset().mockResolvedValue(() => undefined);
});

describe("the application behind the window", () => {
  it("is not asked before the page listens", async () => {
    let ready = () => {};
    tauri.listen.mockReturnValueOnce(
      new Promise((resolve) => {
        ready = () => resolve(() => undefined);
      }),
    );
    const answer = createTauriPlatform().sync();
    await new Promise((done) => setTimeout(done, 5));
    expect(tauri.invoke).not.toHaveBeenCalled();
    ready();
    await answer;
    expect(tauri.invoke).toHaveBeenCalledWith("sync");
  });

  it("hands problems on as they are", async () => {
    const problem = { code: "tokenRejected", detail: { status: 401 } };
    tauri.invoke.mockRejectedValue(problem);
    await expect(createTauriPlatform().session()).rejects.toBe(problem);
  });

  it.each([
    [new Error("out of order"), "out of order"],
    ["command session not allowed", "command session not allowed"],
    [undefined, null],
    [{ code: 7 }, null],
  ])("makes a problem of whatever else is thrown", async (thrown, text) => {
    tauri.invoke.mockRejectedValue(thrown);
    const detail = { status: null, vendorCode: null, text, waitSeconds: null };
    await expect(createTauriPlatform().session()).rejects.toEqual({ code: "unexpected", detail });
  });

  it("tells events to who listens, until they stop", () => {
    const platform = createTauriPlatform();
    const heard = vi.fn();
    const stop = platform.onSyncProgressed(heard);
    const [, listener] = tauri.listen.mock.calls.find(([name]) => name === "sync-progressed") ?? [];
    const progress = { read: 1, total: 2, waitingSeconds: null };
    listener?.({ payload: progress });
    expect(heard).toHaveBeenCalledExactlyOnceWith(progress);
    stop();
    listener?.({ payload: progress });
    expect(heard).toHaveBeenCalledOnce();
  });
});
