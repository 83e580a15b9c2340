import { act, render, screen } from "@testing-library/react";
import { useEffect } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type ShowToast, ToastProvider, useToast } from "@/ui";

let show: ShowToast;

function Grab({ onReady }: { onReady: (show: ShowToast) => void }) {
  const ready = useToast();
  useEffect(() => onReady(ready), [onReady, ready]);
  return null;
}

const keep = (ready: ShowToast) => {
  show = ready;
};

beforeEach(() => {
  vi.useFakeTimers();
  render(
    <ToastProvider regionLabel="Notifications" closeLabel="Close">
      <Grab onReady={keep} />
    </ToastProvider>,
  );
});
afterEach(() => vi.useRealTimers());

test("a toast appears in a polite region that was there before it, and goes by itself", () => {
  const region = screen.getByRole("region", { name: "Notifications" });
  expect(region.querySelector("[aria-live=polite]")).not.toBeNull();
  act(() => show({ tone: "accent", title: "Revoked 3 licenses" }));
  expect(region.textContent).toContain("Revoked 3 licenses");
  act(() => vi.advanceTimersByTime(10_000));
  expect(region.textContent).toBe("");
});

test("what went wrong, and what offers something, stays", () => {
  act(() => show({ tone: "wrong", title: "Not sent" }));
  act(() => show({ tone: "accent", title: "Moved", action: { label: "Undo", onPress: () => {} } }));
  act(() => vi.advanceTimersByTime(60_000));
  expect(screen.getByText("Not sent")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Undo" })).toBeTruthy();
});
