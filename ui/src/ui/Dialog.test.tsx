import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { Button, Dialog, TextField } from "@/ui";

function Page({ isBusy = false, onSubmit }: { isBusy?: boolean; onSubmit?: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>Assign</Button>
      <Dialog
        isOpen={open}
        onClose={() => setOpen(false)}
        title="Assign a license"
        isBusy={isBusy}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit?.();
        }}
        footer={<Button type="submit">Go</Button>}
      >
        <TextField label="E-mail" />
      </Dialog>
    </>
  );
}

test("it takes the focus, keeps it, and gives it back", async () => {
  render(<Page />);
  const opener = screen.getByRole("button", { name: "Assign" });
  await userEvent.click(opener);
  const dialog = screen.getByRole("dialog", { name: "Assign a license" });
  expect(dialog.contains(document.activeElement)).toBe(true);
  for (let step = 0; step < 5; step++) {
    await userEvent.tab();
    expect(dialog.contains(document.activeElement)).toBe(true);
  }
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("dialog")).toBeNull();
  await vi.waitFor(() => expect(document.activeElement).toBe(opener));
});

test("while it is busy, Escape does not close it", async () => {
  render(<Page isBusy />);
  await userEvent.click(screen.getByRole("button", { name: "Assign" }));
  await userEvent.keyboard("{Escape}");
  expect(screen.getByRole("dialog").getAttribute("aria-busy")).toBe("true");
});

test("a click beside it does not close it", async () => {
  render(<Page />);
  await userEvent.click(screen.getByRole("button", { name: "Assign" }));
  await userEvent.click(document.body);
  expect(screen.getByRole("dialog")).toBeTruthy();
});

test("Enter in a field submits", async () => {
  const onSubmit = vi.fn();
  render(<Page onSubmit={onSubmit} />);
  await userEvent.click(screen.getByRole("button", { name: "Assign" }));
  await userEvent.type(screen.getByLabelText("E-mail"), "anna{Enter}");
  expect(onSubmit).toHaveBeenCalledOnce();
});
