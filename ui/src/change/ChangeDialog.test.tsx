import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { type Platform, problem } from "@/platform";
import { expectNoAxeFindings } from "@/testing/axe";
import { dialogNamed, renderLicenses } from "@/testing/renderLicenses";

async function loaded(replaced: Partial<Platform> = {}, options = {}) {
  const page = await renderLicenses(options, replaced);
  await screen.findByText("238 shown");
  return page;
}

type Page = Awaited<ReturnType<typeof loaded>>;

const field = (name: string) => screen.getByRole<HTMLInputElement>("textbox", { name });
const email = () => screen.getByRole<HTMLInputElement>("combobox", { name: "E-mail" });

/** Opens the form for the first free license and fills it in. */
async function fillForm(page: Page, given: { email: string; firstName?: string; lastName?: string }) {
  const free = await page.inState("free");
  await page.press("Assign…", await page.open(free));
  await dialogNamed(`Assign ${free.product.name}`);
  await page.user.type(email(), given.email);
  await page.user.type(field("First name"), given.firstName ?? "Ann");
  await page.user.type(field("Last name"), given.lastName ?? "Lee");
  return free;
}

async function assignTo(page: Page, address: string) {
  const free = await fillForm(page, { email: address });
  await page.press("Next");
  const plan = await dialogNamed(`Assign ${free.product.name} to Ann Lee`);
  await page.press("Assign", plan);
  return free;
}

describe("assigning", () => {
  it("says at the field what is wrong, before anything is asked", async () => {
    const page = await loaded();
    await page.press("Assign…");
    const dialog = await dialogNamed("Assign a license");
    await expectNoAxeFindings();
    await page.press("Next", dialog);
    expect(await within(dialog).findByText("Enter the person’s e-mail address.")).toBeTruthy();
    expect(within(dialog).getAllByText("Enter the name.")).toHaveLength(2);
    expect(within(dialog).getByText("Choose the product.")).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(email()));
    await page.user.type(email(), "ann@nowhere");
    await page.user.type(field("First name"), "Ann2");
    expect(await within(dialog).findByText(/no complete e-mail address/)).toBeTruthy();
    expect(await within(dialog).findByText("A name can’t have digits in it.")).toBeTruthy();
    await page.press("Next", dialog);
    expect(page.platform.planChange).not.toHaveBeenCalled();
    await expectNoAxeFindings();
  });

  it("takes the seat that belongs to the chosen product and team", async () => {
    const page = await loaded();
    const seats = await page.platform.freeSeats();
    const seat = seats.find((one) => one.product.code === "WS");
    if (!seat) throw new Error("no free WebStorm");
    await page.press("Assign…");
    await dialogNamed("Assign a license");
    await page.user.type(email(), "ann.lee@example.com");
    await page.user.type(field("First name"), "Ann");
    await page.user.type(field("Last name"), "Lee");
    await page.press(/Product/, screen.getByRole("dialog"));
    const total = seats.filter((one) => one.product.code === "WS").reduce((sum, one) => sum + one.count, 0);
    const option = await screen.findByRole("option", { name: /^WebStorm/ });
    expect(option.textContent).toContain(`${total} free`);
    await page.user.click(option);
    await page.press(/Team/, screen.getByRole("dialog"));
    await page.user.click(await screen.findByRole("option", { name: new RegExp(`^${seat.team?.name}`) }));
    await page.user.click(screen.getByRole("switch", { name: /Include offline code/ }));
    await page.press("Next");
    await waitFor(() =>
      expect(page.platform.planChange).toHaveBeenCalledWith({
        kind: "assign",
        license: seat.license,
        email: "ann.lee@example.com",
        firstName: "Ann",
        lastName: "Lee",
        sendEmail: true,
        includeOfflineCode: true,
      }),
    );
  });

  it("suggests people who are known, and fills in their names", async () => {
    const page = await loaded();
    const [person] = await page.platform.peopleSuggestions("marek");
    if (!person) throw new Error("nobody to suggest");
    await page.press("Assign…");
    await dialogNamed("Assign a license");
    await page.user.type(email(), "marek");
    const name = `${person.firstName} ${person.lastName}`;
    await page.user.click(await screen.findByRole("option", { name: new RegExp(`^${name}`) }));
    await waitFor(() => expect(email().value).toBe(person.email));
    expect(field("First name").value).toBe(person.firstName);
    expect(field("Last name").value).toBe(person.lastName);
  });

  it("sends no offline code without the e-mail that carries it", async () => {
    const page = await loaded();
    await fillForm(page, { email: "ann.lee@example.com" });
    await page.user.click(screen.getByRole("switch", { name: /Include offline code/ }));
    await page.user.click(screen.getByRole("switch", { name: /Send e-mail/ }));
    expect(screen.getByRole<HTMLInputElement>("switch", { name: /Include offline code/ }).disabled).toBe(
      true,
    );
    await page.press("Next");
    await waitFor(() =>
      expect(page.platform.planChange).toHaveBeenCalledWith(
        expect.objectContaining({ sendEmail: false, includeOfflineCode: false }),
      ),
    );
    expect(await screen.findByText("No e-mail is sent: tell ann.lee@example.com yourself.")).toBeTruthy();
  });

  it("leads by the plan to the result", async () => {
    const page = await loaded();
    const free = await fillForm(page, { email: "ann.lee@example.com" });
    await page.press("Next");
    const dialog = await dialogNamed(`Assign ${free.product.name} to Ann Lee`);
    expect(within(dialog).getByText(/Nothing has been sent yet/)).toBeTruthy();
    expect(within(dialog).getByText(/It can’t be revoked before/)).toBeTruthy();
    expect(page.platform.applyPlan).not.toHaveBeenCalled();
    await expectNoAxeFindings();
    await page.press("Assign", dialog);
    const result = await dialogNamed(`Ann Lee can use ${free.product.name} now`);
    await expectNoAxeFindings();
    await page.press("Done", result);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("comes back to the form with its content when the vendor refuses the e-mail", async () => {
    const page = await loaded();
    await assignTo(page, "refused@example.com");
    const message = await screen.findByText(/JetBrains did not accept this address/);
    expect(message.closest("[data-invalid]")?.contains(email())).toBe(true);
    expect(email().value).toBe("refused@example.com");
    expect(field("First name").value).toBe("Ann");
    expect(field("Last name").value).toBe("Lee");
    await waitFor(() => expect(document.activeElement).toBe(email()));
    // The refusal is no lasting judgement: changed or not, it can be asked again.
    await page.user.type(email(), "{Backspace}g");
    await page.press("Next");
    await waitFor(() => expect(page.platform.planChange).toHaveBeenCalledTimes(2));
  });

  it("shows what the vendor said about a name at that name", async () => {
    const refusal = problem("lastNameInvalid", { text: "Sorry, we can't accept this." });
    const page = await loaded({ planChange: () => Promise.reject(refusal) });
    await fillForm(page, { email: "ann.lee@example.com" });
    await page.press("Next");
    expect(await screen.findByText(/did not accept this name: Sorry, we can't accept this/)).toBeTruthy();
    expect(field("Last name").getAttribute("aria-invalid")).toBe("true");
  });

  it("asks the person to check where nobody knows what came of it", async () => {
    const page = await loaded();
    await assignTo(page, "unknown@example.com");
    const dialog = await dialogNamed("This needs your check");
    expect(await within(dialog).findByText("Needs your check")).toBeTruthy();
    expect(within(dialog).queryByRole("button", { name: "Change and try again" })).toBeNull();
    const [console] = within(dialog).getAllByRole("button", { name: "Open JetBrains Account" });
    await page.user.click(console as HTMLElement);
    expect(page.platform.openLink).toHaveBeenCalledWith("vendorConsole");
  });

  it("says in words what was refused, and lets it be changed", async () => {
    const page = await loaded();
    await assignTo(page, "taken@example.com");
    const dialog = await dialogNamed("Nothing was changed");
    expect(await within(dialog).findByText(/Somebody else has this license now/)).toBeTruthy();
    await page.press("Change and try again", dialog);
    await waitFor(() => expect(email().value).toBe("taken@example.com"));
  });
});

describe("transferring", () => {
  it("asks for the target team, plans and moves", async () => {
    const page = await loaded();
    const row = await page.inState("assigned");
    await page.press("Transfer…", await page.open(row));
    const form = await dialogNamed("Transfer 1 license");
    await expectNoAxeFindings();
    await page.press("Next", form);
    expect(await within(form).findByText("Choose the team.")).toBeTruthy();
    await page.press(/Target team/, form);
    const options = await screen.findAllByRole("option");
    // Its own team is no target.
    expect(options.map((option) => option.textContent)).not.toContain(row.team?.name);
    const target = options[0]?.textContent ?? "";
    await page.user.click(options[0] as HTMLElement);
    await page.press("Next", form);
    const plan = await dialogNamed(`Transfer ${row.product.name} to ${target}`);
    expect(within(plan).getByText(/goes to that team with it/)).toBeTruthy();
    expect(within(plan).getByText(/AI features/)).toBeTruthy();
    await page.press("Transfer", plan);
    expect(await dialogNamed(`${row.product.name} is in ${target} now`)).toBeTruthy();
    expect(page.platform.planChange).toHaveBeenCalledWith(
      expect.objectContaining({ kind: "transfer", selection: { kind: "ids", ids: [row.id] } }),
    );
  });

  it("keeps the chosen team when the person goes back", async () => {
    const page = await loaded();
    await page.press("Transfer…", await page.open(await page.inState("assigned")));
    const form = await dialogNamed("Transfer 1 license");
    await page.press(/Target team/, form);
    const [option] = await screen.findAllByRole("option");
    const target = option?.textContent ?? "";
    await page.user.click(option as HTMLElement);
    await page.press("Next", form);
    await vi.waitFor(() => screen.getByRole("button", { name: "Back" }));
    await page.press("Back");
    expect(await screen.findByRole("button", { name: new RegExp(`${target}.*Target team`) })).toBeTruthy();
  });
});
