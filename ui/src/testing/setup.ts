import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

afterEach(cleanup);

// Machines that build something else meanwhile are slow; a test that waits for nothing fails all the same.
configure({ asyncUtilTimeout: 20_000 });

class StillResizeObserver implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

// Tests that need no page run without one.
if (typeof HTMLElement !== "undefined") prepareDom();

function prepareDom() {
  // jsdom lays nothing out. Elements get the size of a small window, so that a virtual list shows rows.
  const size = { width: 900, height: 600 };

  for (const [property, value] of [
    ["offsetWidth", size.width],
    ["clientWidth", size.width],
    ["offsetHeight", size.height],
    ["clientHeight", size.height],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, property, { configurable: true, get: () => value });
  }

  globalThis.ResizeObserver = StillResizeObserver;
  Element.prototype.scrollTo = () => {};
  Element.prototype.scrollIntoView = () => {};

  // jsdom has no CSS.escape, which React Aria needs. The ids in tests are simple.
  globalThis.CSS ??= {} as typeof CSS;
  globalThis.CSS.escape ??= (value) => value.replace(/[^\w-]/g, (character) => `\\${character}`);
}
