import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { MockOptions } from "@/platform/mock";
import { createQueryClient } from "@/app/queryClient";
import { I18nProvider } from "@/i18n";
import { PlatformProvider, useSession } from "@/platform";
import { createMockPlatform } from "@/platform/mock";
import { expectNoAxeFindings } from "@/testing/axe";
import { renderApp } from "@/testing/renderApp";
import { Dialog, loadTheRest, ToastProvider } from "@/ui";
import { DropTarget, ListButton, ListImport, useListDoor } from ".";

// As in an idle moment.
await loadTheRest();

const PEOPLE = [
  "Mail;Given;Family name;Product",
  "ada@x.example;Ada;Byron;WebStorm",
  "ben@x.example;Ben;Ode;Nothing we have",
  "not an address;Cem;Ak;WebStorm",
  "ada@x.example;Ada;Byron;WebStorm",
].join("\n");

const csv = (text = PEOPLE, name = "people.csv") => new File([text], name, { type: "text/csv" });

async function openWindow(options: MockOptions = {}) {
  const platform = createMockPlatform({ start: "connected", ...options });
  const user = userEvent.setup({ delay: null });
  render(
    <PlatformProvider value={platform}>
      <QueryClientProvider client={createQueryClient()}>
        <I18nProvider locale="en-US">
          <ToastProvider regionLabel="Notifications" closeLabel="Close">
            <Door />
          </ToastProvider>
        </I18nProvider>
      </QueryClientProvider>
    </PlatformProvider>,
  );
  await screen.findByRole("button", { name: "From a list…" });
  return { platform, user };
}

/** All that a frame has of it. */
function Door() {
  const current = useSession().data?.current;
  const door = useListDoor(current?.organization.id ?? "");
  if (!current) return null;
  return (
    <>
      <ListButton onPress={door.open} />
      <DropTarget onDrop={door.drop} />
      {door.wanted && <ListImport current={current} wanted={door.wanted} />}
    </>
  );
}

async function openDialog(options: MockOptions = {}) {
  const app = await openWindow(options);
  await app.user.click(screen.getByRole("button", { name: "From a list…" }));
  const dialog = await screen.findByRole("dialog", { name: "From a list" });
  return { ...app, dialog };
}

/** Chooses a file as a driver of the window does. */
async function choose(file: File, options: MockOptions = {}) {
  const page = await openDialog(options);
  await page.user.upload(screen.getByLabelText("Choose a file…"), file);
  return page;
}

async function chosen(file = csv(), options: MockOptions = {}) {
  const page = await choose(file, options);
  const dialog = await screen.findByRole("dialog", { name: file.name });
  await within(dialog).findByText(/good line/);
  return { ...page, dialog, in: within(dialog) };
}

async function pick(
  { user }: Pick<Awaited<ReturnType<typeof openWindow>>, "user">,
  field: RegExp | string,
  choice: RegExp | string,
) {
  await user.click(screen.getByRole("button", { name: field }));
  await user.click(await screen.findByRole("option", { name: choice }));
}

const dragged = (files: File[]) => ({
  dataTransfer: {
    types: ["Files"],
    files,
    items: files.map(() => ({ webkitGetAsEntry: () => null })),
    dropEffect: "",
  },
});

describe("choosing a list", () => {
  it("has no finding of axe, and can be left", async () => {
    const { dialog, user } = await openDialog();
    await expectNoAxeFindings(dialog);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it.each([
    ["locked.xlsx", "listLocked"],
    ["old.xls", "listUnsupported"],
    ["photo.png", "listBinary"],
    ["quote.csv", "listQuoteOpen"],
    ["huge.csv", "listTooLarge"],
  ])("says why %s can't be read, and another one can be chosen", async (name, code) => {
    const { dialog } = await openDialog();
    // Not every browser keeps to the kinds that are offered: what can't be read says so itself.
    const user = userEvent.setup({ applyAccept: false });
    const input = screen.getByLabelText("Choose a file…");
    await user.upload(input, csv("PK", name));
    const alert = await within(dialog).findByRole("alert");
    expect(alert.textContent).toContain(code);
    await user.upload(input, csv());
    await screen.findByRole("dialog", { name: "people.csv" });
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("refuses a file that is too large without reading it", async () => {
    const { dialog, platform } = await openDialog();
    const large = csv();
    Object.defineProperty(large, "size", { value: 33 * 1024 * 1024 });
    fireEvent.change(screen.getByLabelText("Choose a file…"), { target: { files: [large] } });
    await within(dialog).findByText(/listTooLarge/);
    expect(platform.calls).not.toContain("readList");
  });

  it("reads what is pasted anywhere in the dialog", async () => {
    const { dialog, user } = await openDialog();
    const button = within(dialog).getByRole("button", { name: "Continue" });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    const clipboardData = { files: [], getData: () => "ada@x.example; Ben Ode <ben@x.example>" };
    fireEvent.paste(button, { clipboardData });
    expect(screen.getByRole("textbox", { name: "Or paste it" })).toHaveProperty(
      "value",
      "ada@x.example; Ben Ode <ben@x.example>",
    );
    await user.click(button);
    const next = await screen.findByRole("dialog", { name: "Pasted list" });
    within(next).getByText("2 rows · e-mail addresses");
  });

  it("saves a template for each wish and kind of file", async () => {
    const { platform, user } = await openDialog();
    await user.click(screen.getByRole("button", { name: "Save a template…" }));
    const group = await screen.findByRole("group", { name: "Make it so" });
    await user.click(within(group).getByRole("menuitem", { name: "CSV file" }));
    await screen.findByText("/home/ada/makeItSo.csv");
    expect(platform.calls).toContain("saveTemplate");
  });
});

describe("a file that is dropped", () => {
  it("anywhere on the window is read, with an overlay that says so before", async () => {
    await openWindow();
    fireEvent.dragOver(document.body, dragged([csv()]));
    expect(screen.getByText("Drop the list here")).toBeDefined();
    fireEvent.drop(document.body, dragged([csv()]));
    expect(screen.queryByText("Drop the list here")).toBeNull();
    await screen.findByRole("dialog", { name: "people.csv" });
  });

  it("that went away takes the overlay with it", async () => {
    await openWindow();
    fireEvent.dragOver(document.body, dragged([csv()]));
    screen.getByText("Drop the list here");
    await waitFor(() => expect(screen.queryByText("Drop the list here")).toBeNull(), { timeout: 2_000 });
  });

  it("beside others is none, and a text that is dragged is no file", async () => {
    await openWindow();
    fireEvent.dragOver(document.body, { dataTransfer: { types: ["text/plain"], files: [], items: [] } });
    expect(screen.queryByText("Drop the list here")).toBeNull();
    fireEvent.drop(document.body, dragged([csv(), csv()]));
    await screen.findByText("2 files at once");
  });

  it("is not taken while another question is open", async () => {
    const { platform } = await openWindow();
    render(
      <Dialog isOpen onClose={() => {}} title="Are you sure?" footer={null}>
        {null}
      </Dialog>,
    );
    fireEvent.dragOver(document.body, dragged([csv()]));
    expect(screen.queryByText("Drop the list here")).toBeNull();
    // The window must not go to the file, all the same.
    expect(fireEvent.drop(document.body, dragged([csv()]))).toBe(false);
    expect(platform.calls).not.toContain("readList");
  });
});

describe("the columns of a list", () => {
  it("are recognized, every bad line is said with number, text and reason, and axe finds nothing", async () => {
    const { in: page, dialog } = await chosen();
    expect(page.getByRole("button", { name: /Mail/ }).textContent).toContain("E-mail");
    page.getByText("2 good lines");
    const bad = within(page.getByRole("table", { name: "Bad lines" }))
      .getAllByRole("row")
      .slice(1);
    expect(
      bad.map((row) =>
        within(row)
          .getAllByRole("cell")
          .map((cell) => cell.textContent),
      ),
    ).toEqual([
      ["4", "not an address", "This is no complete e-mail address."],
      ["5", expect.stringContaining("ada@x.example"), expect.stringMatching(/line 2/i)],
    ]);
    page.getByText("Continues without 2 bad lines");
    await expectNoAxeFindings(dialog);
  });

  it("can be chosen by hand, and the lines are looked at again", async () => {
    const page = await chosen();
    await pick(page, /Mail/, "Not used");
    await waitFor(() =>
      expect(page.in.getByRole("status").textContent).toContain("Say above which column has this: E-mail."),
    );
    const plan = page.in.getByRole("button", { name: "Show the plan" });
    expect(plan.getAttribute("aria-disabled")).toBe("true");
    await pick(page, /Mail/, "E-mail");
    await page.in.findByText("2 good lines");
  });

  it("are remembered for a list with the same headings", async () => {
    const page = await chosen();
    await page.user.click(page.in.getByRole("button", { name: "Show the plan" }));
    await screen.findByRole("button", { name: "Back" });
    await page.user.click(screen.getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await page.user.click(screen.getByRole("button", { name: "From a list…" }));
    await page.user.upload(await screen.findByLabelText("Choose a file…"), csv(PEOPLE, "again.csv"));
    const dialog = await screen.findByRole("dialog", { name: "again.csv" });
    within(dialog).getByText("Remembered from last time");
  });

  it("of another sheet are read when it is chosen", async () => {
    const page = await chosen(csv(PEOPLE, "people.xlsx"));
    page.in.getByText("4 rows · sheet People");
    await pick(page, /Sheet/, "Leavers");
    await page.in.findByText("3 rows · sheet Leavers");
    expect(page.platform.calls.filter((call) => call === "readList")).toHaveLength(2);
    expect(page.platform.calls).toContain("forgetList");
  });
});

describe("the wish", () => {
  it("to assign needs a product where the list names none", async () => {
    const page = await chosen(csv("e-mail\nada.byron@x.example\nben.ode@x.example", "who.csv"));
    const plan = () => page.in.getByRole("button", { name: "Show the plan" });
    expect(plan().getAttribute("aria-disabled")).toBe("true");
    await pick(page, /^Product|Choose a product/, /WebStorm/);
    expect(plan().getAttribute("aria-disabled")).toBeNull();
    const sent = vi.spyOn(page.platform, "planChange");
    await page.user.click(plan());
    await waitFor(() => expect(sent).toHaveBeenCalled());
    expect(sent.mock.calls[0]?.[0]).toMatchObject({
      kind: "list",
      mapping: { email: 0 },
      wish: { kind: "assign", product: "WS", team: null, sendEmail: true, includeOfflineCode: false },
    });
  });

  it("to take from everybody else warns plainly", async () => {
    const page = await chosen();
    await pick(page, /What is it for/, "Make it so");
    expect(page.in.queryByText(/not in the list lose their licenses/)).toBeNull();
    await page.user.click(page.in.getByRole("checkbox", { name: /Take it from everybody else/ }));
    page.in.getByText("People who are not in the list lose their licenses");
  });

  it("to move needs a team", async () => {
    const page = await chosen();
    await pick(page, /What is it for/, "Transfer to a team");
    const plan = () => page.in.getByRole("button", { name: "Show the plan" });
    await waitFor(() => expect(plan().getAttribute("aria-disabled")).toBe("true"));
    await pick(page, /Choose a team/, "Games");
    await waitFor(() => expect(plan().getAttribute("aria-disabled")).toBeNull());
  });

  it("that the token may not have says why", async () => {
    const page = await chosen(csv(), { access: "organizationViewer" });
    const plan = page.in.getByRole("button", { name: "Show the plan" });
    const reason = document.getElementById(plan.getAttribute("aria-describedby") ?? "");
    expect(reason?.textContent).toMatch(/only|read/i);
  });
});

describe("the way to the plan", () => {
  it("leads there, back to the columns as they were, and there again", async () => {
    const page = await chosen();
    await pick(page, /Given/, "Not used");
    await pick(page, /Given/, "First name");
    await page.user.click(page.in.getByRole("button", { name: "Show the plan" }));
    const back = await screen.findByRole("button", { name: "Back" });
    await page.user.click(back);
    const dialog = await screen.findByRole("dialog", { name: "people.csv" });
    within(dialog).getByText("2 good lines");
    await page.user.click(within(dialog).getByRole("button", { name: "Show the plan" }));
    await screen.findByRole("button", { name: "Back" });
    expect(page.platform.calls.filter((call) => call === "planChange")).toHaveLength(2);
  });

  it("can be gone with the keyboard alone", async () => {
    const { user } = await openWindow();
    screen.getByRole("button", { name: "From a list…" }).focus();
    await user.keyboard("{Enter}");
    await screen.findByRole("dialog", { name: "From a list" });
    screen.getByRole("textbox", { name: "Or paste it" }).focus();
    await user.keyboard("ada.byron@x.example");
    screen.getByRole("button", { name: "Continue" }).focus();
    await user.keyboard("{Enter}");
    const dialog = await screen.findByRole("dialog", { name: "Pasted list" });
    expect(dialog.contains(document.activeElement)).toBe(true);
  });

  it("forgets the list where it is not gone", async () => {
    const page = await chosen();
    await page.user.click(page.in.getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(page.platform.calls).toContain("forgetList"));
  });
});

describe("the frame", () => {
  it("has the button on the page of the licenses, and takes files", async () => {
    const { user } = renderApp({ start: "connected" }, "/licenses");
    await user.click(await screen.findByRole("button", { name: "From a list…" }));
    await screen.findByRole("dialog", { name: "From a list" });
    fireEvent.drop(document.body, dragged([csv()]));
    const dialog = await screen.findByRole("dialog", { name: "people.csv" });
    expect(within(dialog).getByRole("table", { name: "First rows of the list" })).toBeDefined();
  });
});
