import axe from "axe-core";
import { expect } from "vitest";

/** Fails with what axe-core finds, in words. Colours need a real browser and are left to the end-to-end tests. */
export async function expectNoAxeFindings(root: Element = document.body): Promise<void> {
  // React Aria's announcer keeps what it has read out for some seconds, without the labels that it had.
  const result = await axe.run(
    { include: [root], exclude: ["[data-live-announcer]"] },
    {
      rules: {
        "color-contrast": { enabled: false },
        // A component on its own is no page.
        region: { enabled: false },
        "page-has-heading-one": { enabled: false },
        "landmark-one-main": { enabled: false },
      },
    },
  );
  const findings = result.violations.map(
    (violation) =>
      `${violation.id}: ${violation.help}\n${violation.nodes.map((node) => node.html).join("\n")}`,
  );
  expect(findings).toEqual([]);
}
