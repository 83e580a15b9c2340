import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Button, Menu } from "@/ui";

test("a refused action is reachable, tells its reason and does nothing", async () => {
  const onAction = vi.fn();
  render(
    <Menu
      label="More"
      trigger={<Button>More</Button>}
      onAction={onAction}
      groups={[
        {
          id: "all",
          entries: [
            { id: "copy", label: "Copy id" },
            { id: "move", label: "Transfer", disabledReason: "Only organization administrators can." },
          ],
        },
      ]}
    />,
  );
  await userEvent.click(screen.getByRole("button", { name: "More" }));
  const refused = screen.getByRole("menuitem", {
    name: "Transfer Only organization administrators can.",
  });
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  expect(refused.getAttribute("aria-disabled")).toBe("true");
  await userEvent.click(refused);
  expect(onAction).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("menuitem", { name: "Copy id" }));
  expect(onAction).toHaveBeenCalledWith("copy");
});
