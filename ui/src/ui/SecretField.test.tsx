import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createRef } from "react";
import { expect, test, vi } from "vitest";
import { SecretField, type SecretFieldHandle } from "@/ui";

const SECRET = "kq7x2m9secret41zz0token";
const TEXTS = { label: "API token", revealLabel: "Show token", concealLabel: "Hide token" };

test("the secret stands in the input's value and nowhere in the page's markup", async () => {
  const ref = createRef<SecretFieldHandle>();
  const { rerender } = render(<SecretField {...TEXTS} ref={ref} />);
  const input = screen.getByLabelText<HTMLInputElement>("API token");
  await userEvent.type(input, SECRET);
  expect(input.value).toBe(SECRET);
  expect(ref.current?.read()).toBe(SECRET);
  expect(document.documentElement.outerHTML).not.toContain(SECRET);

  await userEvent.click(screen.getByRole("button", { name: "Show token" }));
  expect(input.type).toBe("text");
  rerender(<SecretField {...TEXTS} ref={ref} error="Not accepted" />);
  expect(input.value).toBe(SECRET);
  expect(document.documentElement.outerHTML).not.toContain(SECRET);
});

test("it is masked until asked, and again when it is cleared", async () => {
  const ref = createRef<SecretFieldHandle>();
  const onFilledChange = vi.fn();
  render(<SecretField {...TEXTS} ref={ref} onFilledChange={onFilledChange} />);
  const input = screen.getByLabelText<HTMLInputElement>("API token");
  expect(input.type).toBe("password");
  await userEvent.type(input, "a");
  expect(onFilledChange).toHaveBeenLastCalledWith(true);
  await userEvent.click(screen.getByRole("button", { name: "Show token" }));
  ref.current?.clear();
  expect(await screen.findByRole("button", { name: "Show token" })).toBeTruthy();
  expect(input.type).toBe("password");
  expect(input.value).toBe("");
  expect(onFilledChange).toHaveBeenLastCalledWith(false);
});

test("a held secret is shown as words that can be taken away", async () => {
  const onClear = vi.fn();
  render(<SecretField {...TEXTS} held={{ text: "Pasted", clearLabel: "Forget it", onClear }} />);
  expect(screen.getByLabelText<HTMLInputElement>("API token").readOnly).toBe(true);
  await userEvent.click(screen.getByRole("button", { name: "Forget it" }));
  expect(onClear).toHaveBeenCalledOnce();
});

test("its error is announced with it", () => {
  render(<SecretField {...TEXTS} error="This is no token" help="Shown once" />);
  const input = screen.getByLabelText("API token");
  expect(input.getAttribute("aria-invalid")).toBe("true");
  const notes = document.getElementById(input.getAttribute("aria-describedby") ?? "");
  expect(notes?.textContent).toBe("This is no token");
});
