import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { expectNoAxeFindings } from "@/testing/axe";
import { renderLicenses } from "@/testing/renderLicenses";

const panel = () => screen.queryByRole("complementary", { name: "License details" });

async function loaded(options: Parameters<typeof renderLicenses>[0] = {}) {
  const page = await renderLicenses(options);
  await screen.findByText("238 shown");
  return page;
}

/** The words that a refused button gives as its reason. */
function reasonOf(button: HTMLElement): string {
  expect(button.getAttribute("aria-disabled")).toBe("true");
  return document.getElementById(button.getAttribute("aria-describedby") ?? "")?.textContent ?? "";
}

describe("the details of a license", () => {
  it("show what is known, and have no accessibility findings", async () => {
    const { open, inState } = await loaded();
    const details = within(await open(await inState("idle")));
    for (const label of ["Assigned to", "Team", "Since", "Last seen", "Valid until", "Pack"]) {
      expect(details.getByText(label, { selector: "dt" })).toBeTruthy();
    }
    expect(details.getByText(/^Idle \d+ days$/)).toBeTruthy();
    expect(details.getByText(/^Not used for \d+ days\.$/)).toBeTruthy();
    await expectNoAxeFindings();
  });

  it("say from when a license can be revoked, and where it can be done at once", async () => {
    const { open, inState, press, platform } = await loaded();
    const aside = await open(await inState("locked"));
    const reason = reasonOf(within(aside).getByRole("button", { name: "Revoke…" }));
    expect(reason).toMatch(/It can be revoked from \w{3} \d+, \d{4} \(in \d+ days\)|tomorrow/);
    await press("Open JetBrains Account", aside);
    expect(platform.openLink).toHaveBeenCalledWith("vendorConsole");
  });

  it("follow the row that the keys move to", async () => {
    const { user } = await loaded();
    const rows = within(screen.getByRole("grid")).getAllByRole("row");
    await user.click(rows[1] as HTMLElement);
    await waitFor(() => expect(panel()?.textContent).toContain(idOf(rows[1])));
    await user.keyboard("{ArrowDown}");
    await waitFor(() => expect(panel()?.textContent).toContain(idOf(rows[2])));
  });

  it("stay on their license while boxes are clicked", async () => {
    const { user } = await loaded();
    const rows = within(screen.getByRole("grid")).getAllByRole("row");
    await user.click(rows[1] as HTMLElement);
    await waitFor(() => expect(panel()?.textContent).toContain(idOf(rows[1])));
    await user.click(within(rows[3] as HTMLElement).getByRole("checkbox"));
    expect(panel()?.textContent).toContain(idOf(rows[1]));
  });

  it("close by Escape, from the table and from inside, and the focus comes back to the row", async () => {
    const { user, press } = await loaded();
    const rows = within(screen.getByRole("grid")).getAllByRole("row");
    await user.click(rows[1] as HTMLElement);
    expect(panel()).toBeTruthy();
    await user.keyboard("{Escape}");
    expect(panel()).toBeNull();
    await user.keyboard("{Enter}");
    expect(panel()).toBeTruthy();
    await press("Close details");
    expect(panel()).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(rows[1]));
  });

  it("disable what the token may not do, with the reason", async () => {
    const { open, inState } = await loaded({ access: "organizationViewer" });
    const aside = await open(await inState("assigned"));
    for (const name of ["Revoke…", "Transfer…"]) {
      expect(reasonOf(within(aside).getByRole("button", { name }))).toContain("can look only");
    }
  });

  it("offer assigning where nobody holds it", async () => {
    const { open, inState } = await loaded();
    const aside = within(await open(await inState("free")));
    expect(aside.getByRole("button", { name: "Assign…" }).getAttribute("aria-disabled")).toBeNull();
    expect(aside.queryByRole("button", { name: "Revoke…" })).toBeNull();
  });
});

describe("what the token or the connection does not allow", () => {
  const header = () => screen.getByRole("button", { name: "Assign…" });

  it("is told at the button of the page", async () => {
    await loaded({ access: "teamViewer" });
    expect(reasonOf(header())).toContain("can look only");
  });

  it("is told without a connection", async () => {
    await loaded({ offline: "dnsFailed" });
    expect(reasonOf(header())).toContain("without a connection");
  });

  it("is told for data of a newer version", async () => {
    await loaded({ readOnly: true });
    expect(reasonOf(header())).toContain("newer version");
  });

  it("leaves a team administrator everything but transfers", async () => {
    const { user, inState, find } = await loaded({ access: "teamAdmin" });
    expect(header().getAttribute("aria-disabled")).toBeNull();
    await user.click(within(await find(await inState("assigned"))).getByRole("checkbox"));
    const bar = within(await screen.findByRole("toolbar", { name: "Actions for the selected licenses" }));
    expect(bar.getByRole("button", { name: "Revoke…" }).getAttribute("aria-disabled")).toBeNull();
    expect(reasonOf(bar.getByRole("button", { name: "Transfer…" }))).toContain("organization administrator");
  });
});

function idOf(row: HTMLElement | undefined): string {
  return /[0-9A-Z]{10}/.exec(row?.textContent ?? "")?.[0] ?? "no id";
}
