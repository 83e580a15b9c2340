import { render, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { I18nProvider } from "@/i18n";
import type { StepView } from "@/platform";
import { expectNoAxeFindings } from "@/testing/axe";
import { StepList } from "./StepList";

const step = (position: number): StepView => ({
  position,
  capability: "transfer",
  license: `LIC${position}`,
  product: { code: "II", name: "IntelliJ IDEA Ultimate" },
  person: null,
  team: { id: 1, name: "Platform" },
  targetTeam: { id: 2, name: "Games" },
  state: { kind: "applied", readBack: false },
  at: "2026-11-23T14:05:12Z",
  holder: null,
});

function show(total: number, getStep: (index: number) => StepView | undefined = step, isMixed = false) {
  const onRangeChange = vi.fn();
  render(
    <I18nProvider language="en" locale="en-GB">
      <main>
        <StepList label="Steps" {...{ total, getStep, onRangeChange, isMixed }} content="all" />
      </main>
    </I18nProvider>,
  );
  const items = within(screen.getByRole("region", { name: "Steps" })).queryAllByRole("listitem");
  return { items, onRangeChange };
}

describe("the steps of a change set", () => {
  it("of any number are drawn only where they can be seen, and know their place", async () => {
    const { items, onRangeChange } = show(50_000);
    expect(items.length).toBeLessThan(40);
    expect(items[0]?.getAttribute("aria-setsize")).toBe("50000");
    expect(onRangeChange.mock.lastCall).toEqual([0, expect.toSatisfy((last: number) => last < 40)]);
    await expectNoAxeFindings();
  });

  it("keep their place while they are read", () => {
    const { items } = show(3, () => undefined);
    expect(items.map(({ textContent }) => textContent)).toEqual(["", "", ""]);
  });

  it("can be none", async () => {
    expect(show(0).items).toEqual([]);
    await expectNoAxeFindings();
  });

  it("say from where to where a license moves", () => {
    const [alone] = show(1).items;
    expect(alone?.textContent).toContain("Platform → Games");
    expect(alone?.textContent).not.toContain("Transfer ·");
  });

  it("tell people of the same name apart by their addresses", () => {
    const person = (email: string) => ({
      kind: "person" as const,
      name: "Ul**** Pr****",
      email,
      isMasked: true,
    });
    const both = (index: number) => ({ ...step(index), person: person(`ulrike${index}@example.com`) });
    const texts = show(2, both).items.map(({ textContent }) => textContent);
    expect(texts[0]).toContain("ulrike0@example.com");
    expect(texts[1]).toContain("ulrike1@example.com");
  });

  it("of more than one kind say theirs", () => {
    const [first] = show(1, step, true).items;
    expect(first?.textContent).toContain("Transfer · IntelliJ IDEA Ultimate · LIC0");
  });
});
