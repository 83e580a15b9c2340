import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { lazily, loadTheRest } from "./lazily";

const Hello = ({ name }: { name: string }) => <p>{`Hello ${name}`}</p>;

test("what is not there yet is loaded when it is drawn", async () => {
  const Late = lazily(async () => Hello, <p>{"Wait"}</p>);
  render(<Late name="Anna" />);
  expect(screen.getByText("Wait")).toBeTruthy();
  expect(await screen.findByText("Hello Anna")).toBeTruthy();
});

test("what was loaded in an idle moment is drawn at once, and loaded once", async () => {
  let loads = 0;
  const Late = lazily(
    async () => {
      loads += 1;
      return Hello;
    },
    <p>{"Wait"}</p>,
  );
  await loadTheRest();
  await loadTheRest();
  render(<Late name="Anna" />);
  expect(screen.getByText("Hello Anna")).toBeTruthy();
  expect(loads).toBe(1);
});
