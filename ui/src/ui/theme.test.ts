import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const css = readFileSync(join(import.meta.dirname, "theme.css"), "utf8");

type Theme = "light" | "dark";

function color(role: string, theme: Theme): string {
  const match = new RegExp(`--${role}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css);
  const value = match?.[theme === "light" ? 1 : 2];
  if (!value) throw new Error(`no colour role ${role}`);
  return value;
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const themes = ["light", "dark"] as const;
const grounds = ["background", "surface", "surface-second", "surface-hover", "surface-sunken"] as const;
const tones = ["accent", "attention", "wrong", "fact", "idle", "neutral"] as const;

test.each(
  themes.flatMap((theme) => [
    ...grounds.flatMap((ground) => [
      ["text", ground, 7, theme] as const,
      ["text-third", ground, 4.5, theme] as const,
    ]),
    ["text-second", "surface", 7, theme] as const,
    ["text-second", "surface-hover", 6.5, theme] as const,
    ["text", "accent-soft", 7, theme] as const,
    ["text", "accent-softer", 7, theme] as const,
    ["text-second", "background", 4.5, theme] as const,
    ["on-accent", "accent", 4.5, theme] as const,
    ["on-accent", "accent-hover", 4.5, theme] as const,
    ["on-wrong", "wrong", 4.5, theme] as const,
    ["on-wrong", "wrong-hover", 4.5, theme] as const,
    ["on-tooltip", "tooltip", 7, theme] as const,
    ["accent-text", "surface", 4.5, theme] as const,
    ["wrong-text", "surface", 4.5, theme] as const,
    ["line-control", "surface", 3, theme] as const,
    ["focus", "surface", 3, theme] as const,
    ["focus", "background", 3, theme] as const,
    ...tones.map((tone) => [`${tone}-text`, `${tone}-soft`, 4.5, theme] as const),
  ]),
)("%s on %s has a contrast of %d in the %s theme", (front, ground, least, theme) => {
  expect(contrast(color(front, theme), color(ground, theme))).toBeGreaterThanOrEqual(least);
});
