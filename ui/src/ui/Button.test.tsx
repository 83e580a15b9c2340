import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { Button, IconButton } from "@/ui";

describe("a button with a reason not to be pressed", () => {
  test("can be focused, tells its reason, and does nothing", async () => {
    const onPress = vi.fn();
    render(
      <Button onPress={onPress} disabledReason="Your token may only read.">
        Revoke
      </Button>,
    );
    const button = screen.getByRole("button", { name: "Revoke", description: "Your token may only read." });
    await userEvent.tab();
    expect(document.activeElement).toBe(button);
    expect(button.getAttribute("aria-disabled")).toBe("true");
    expect(button.hasAttribute("disabled")).toBe(false);
    expect((await screen.findByRole("tooltip")).textContent).toBe("Your token may only read.");
    await userEvent.keyboard("{Enter} ");
    await userEvent.click(button);
    expect(onPress).not.toHaveBeenCalled();
  });

  test("does not submit its form", async () => {
    const onSubmit = vi.fn((event: { preventDefault: () => void }) => event.preventDefault());
    const form = (reason: string | null) => (
      <form onSubmit={onSubmit}>
        <Button type="submit" disabledReason={reason}>
          Connect
        </Button>
      </form>
    );
    const { rerender } = render(form("Fill in both fields."));
    await userEvent.click(screen.getByRole("button"));
    expect(onSubmit).not.toHaveBeenCalled();
    rerender(form(null));
    await userEvent.click(screen.getByRole("button"));
    expect(onSubmit).toHaveBeenCalledOnce();
  });

  test("keeps the focus when its reason comes and goes", async () => {
    const { rerender } = render(<Button>Revoke</Button>);
    await userEvent.tab();
    const button = screen.getByRole("button");
    rerender(<Button disabledReason="Offline.">Revoke</Button>);
    expect(screen.getByRole("button")).toBe(button);
    expect(document.activeElement).toBe(button);
  });
});

test("a pending button says what it waits for and takes no second press", async () => {
  const onPress = vi.fn();
  render(
    <Button onPress={onPress} pendingLabel="Revoking…">
      Revoke 3
    </Button>,
  );
  await userEvent.click(screen.getByRole("button"));
  expect(onPress).not.toHaveBeenCalled();
  expect(screen.getByRole("progressbar", { name: "Revoking…" })).toBeTruthy();
});

test("an icon button has its label as name and as tooltip", async () => {
  const onPress = vi.fn();
  render(<IconButton label="Close" icon={<svg />} onPress={onPress} />);
  await userEvent.tab();
  expect((await screen.findByRole("tooltip")).textContent).toBe("Close");
  await userEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(onPress).toHaveBeenCalledOnce();
});
