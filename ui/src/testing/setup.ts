import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

afterEach(cleanup);

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

class StillResizeObserver implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

globalThis.ResizeObserver = StillResizeObserver;
Element.prototype.scrollTo = () => {};
Element.prototype.scrollIntoView = () => {};

// jsdom has no CSS.escape, which React Aria needs. The ids in tests are simple.
globalThis.CSS ??= {} as typeof CSS;
globalThis.CSS.escape ??= (value) => value.replace(/[^\w-]/g, (character) => `\\${character}`);
