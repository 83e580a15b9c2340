import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactElement } from "react";
import { expect, test } from "vitest";
import { I18nProvider } from "@/i18n";
import { expectNoAxeFindings } from "@/testing/axe";
import { ToastProvider } from "@/ui";
import { Buttons, Choices, Fields, Filters, Floating, Waiting, Words } from "./Components";
import { LicensesScene } from "./LicensesScene";

function show(scene: ReactElement) {
  render(
    <I18nProvider language="en" locale="en-GB">
      <ToastProvider regionLabel="Notifications" closeLabel="Close">
        {scene}
      </ToastProvider>
    </I18nProvider>,
  );
}

test.each([
  ["buttons", <Buttons key="scene" />],
  ["fields", <Fields key="scene" />],
  ["choices", <Choices key="scene" />],
  ["filters", <Filters key="scene" />],
  ["words", <Words key="scene" />],
  ["what floats, closed", <Floating key="scene" />],
  ["waiting", <Waiting key="scene" />],
  ["a page with table and details", <LicensesScene key="scene" />],
  ["a page without rows", <LicensesScene key="scene" total={0} />],
  ["a page that loads", <LicensesScene key="scene" isLoading />],
  ["a dialog over a page", <LicensesScene key="scene" plan />],
])("axe finds nothing in %s", async (_, scene) => {
  show(scene);
  await expectNoAxeFindings();
});

test.each([
  ["Dialog", "dialog"],
  ["Menu", "menu"],
  ["Popover", "dialog"],
  ["Product", "listbox"],
  ["Toast", "region"],
])("axe finds nothing with %s open", async (name, role) => {
  show(<Floating />);
  await userEvent.click(screen.getByRole("button", { name }));
  expect(screen.getByRole(role)).toBeTruthy();
  await expectNoAxeFindings();
});

test("axe finds nothing with an open select", async () => {
  show(<Choices />);
  await userEvent.click(screen.getByRole("button", { name: /Team/ }));
  expect(screen.getByRole("listbox")).toBeTruthy();
  await expectNoAxeFindings();
});
