import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { expectNoAxeFindings } from "@/testing/axe";
import { CountChips } from "./CountChips";

function Host() {
  const [only, setOnly] = useState<"done" | "refused" | null>(null);
  return (
    <main>
      <CountChips
        label="Kinds"
        value={only}
        onChange={setOnly}
        chips={[
          { id: "done", label: "12 done", tone: "accent" },
          { id: "refused", label: "3 refused", tone: "wrong" },
        ]}
      />
      <output>{only ?? "all"}</output>
    </main>
  );
}

it("shows one kind alone, and all again when it is pressed a second time", async () => {
  const user = userEvent.setup();
  render(<Host />);
  const shown = () => document.querySelector("output")?.textContent;
  await user.click(screen.getByRole("button", { name: "3 refused", pressed: false }));
  expect(shown()).toBe("refused");
  await user.keyboard("{ArrowLeft} ");
  expect(shown()).toBe("done");
  await user.click(screen.getByRole("button", { name: "12 done", pressed: true }));
  expect(shown()).toBe("all");
  await expectNoAxeFindings();
});
