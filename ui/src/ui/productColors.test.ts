import { expect, test } from "vitest";
import { productColor, tileColors } from "./productColors";

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test.each(tileColors)("white is readable on %s", (color) => {
  expect(1.05 / (luminance(color) + 0.05)).toBeGreaterThanOrEqual(4.5);
});

test("a code always has the same colour, unknown codes differ", () => {
  expect(productColor("WS")).toBe("#0b7fa3");
  expect(productColor("XYZ")).toBe(productColor("XYZ"));
  const colors = new Set(["A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2"].map(productColor));
  expect(colors.size).toBeGreaterThan(4);
});
