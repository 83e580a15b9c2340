import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { expectNoAxeFindings } from "@/testing/axe";
import { renderApp } from "@/testing/renderApp";

const TOKEN = "zq81m4nvsecret0kk27token";

async function openSetup(options: Parameters<typeof renderApp>[0] = {}, address = "/setup") {
  const app = renderApp(options, address);
  const code = await screen.findByLabelText<HTMLInputElement>("Customer code");
  const token = () => screen.getByLabelText<HTMLInputElement>("API token");
  const press = (name: string) => app.user.click(screen.getByRole("button", { name }));
  const fill = async (customerCode: string, secret: string) => {
    await app.user.clear(code);
    await app.user.type(code, customerCode);
    if (secret) await app.user.type(token(), secret);
  };
  return { ...app, code, token, press, fill };
}

function called(platform: { calls: readonly string[] }, name: string): number {
  return platform.calls.filter((one) => one === name).length;
}

describe("connecting an organization", () => {
  it("starts with setup where nothing is connected, and has no accessibility findings", async () => {
    await openSetup({}, "/");
    expect(screen.getByRole("heading", { level: 1, name: "Connect your organization" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Back" })).toBeNull();
    await expectNoAxeFindings();
  });

  it("says who the token is, what it may do and where it is kept, then shows the licenses", async () => {
    const { fill, press } = await openSetup();
    await fill("6703615", `teamadmin${TOKEN}`);
    await press("Connect");
    const title = await screen.findByRole("heading", { level: 1, name: "Northwind Inc. is connected" });
    expect(document.activeElement).toBe(title);
    expect(screen.getByRole("heading", { name: "Team admin" })).toBeTruthy();
    expect(screen.getByText("Needs the token of an organization administrator.")).toBeTruthy();
    expect(screen.getByText(/such as GNOME Keyring/)).toBeTruthy();
    expect(document.documentElement.outerHTML).not.toContain(TOKEN);
    await expectNoAxeFindings();
    await press("Show licenses");
    expect(await screen.findByRole("heading", { level: 1, name: "Licenses" })).toBeTruthy();
  });

  it("names all three causes of a refused token, and the fields keep their content", async () => {
    const { fill, press, code, token, platform } = await openSetup();
    await fill("6703615", "wrong");
    await press("Connect");
    const alert = await screen.findByRole("alert");
    for (const cause of ["token is wrong", "another organization", "customer code is wrong"]) {
      expect(alert.textContent).toContain(cause);
    }
    expect(code.value).toBe("6703615");
    expect(token().value).toBe("wrong");
    expect((await platform.session()).organizations).toEqual([]);
    await expectNoAxeFindings();
  });

  it.each([
    ["abc", "A customer code has digits only, such as 6703615."],
    ["67 o3615", "A customer code has digits only, such as 6703615."],
    [" # ", "Enter the customer code."],
  ])("refuses the customer code %j at the field, before any call", async (entered, message) => {
    const { fill, press, code, platform } = await openSetup();
    await fill(entered, TOKEN);
    await press("Connect");
    expect(await screen.findByText(message)).toBeTruthy();
    expect(code.getAttribute("aria-invalid")).toBe("true");
    expect(called(platform, "connect")).toBe(0);
  });

  it("takes spaces and the # out of a customer code", async () => {
    const { fill, press, platform } = await openSetup();
    await fill(" #67 03615 ", TOKEN);
    await press("Connect");
    expect(await screen.findByText("Customer code 6703615")).toBeTruthy();
    expect(called(platform, "connect")).toBe(1);
  });

  it("asks for the token at the field, before any call", async () => {
    const { fill, press, platform } = await openSetup();
    await fill("6703615", "");
    await press("Connect");
    expect(await screen.findByText("Enter or paste the token.")).toBeTruthy();
    expect(called(platform, "connect")).toBe(0);
  });

  it("says what a refused call means and who can change it", async () => {
    const { fill, press, user } = await openSetup();
    await fill("403", TOKEN);
    await press("Connect");
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("the API is turned off for the organization");
    expect(alert.textContent).toContain("An organization administrator can change both");
    await user.click(within(alert).getByText("More information"));
    expect(alert.textContent).toContain("INSUFFICIENT_PERMISSIONS");
  });

  it.each([
    ["1001", "JetBrains can’t be found on the network"],
    ["1002", "No connection to JetBrains"],
    ["1003", "The connection is not secure"],
    ["1004", "The proxy did not let Seatkeeper through"],
    ["1005", "Another page answered in place of JetBrains"],
    ["1006", "JetBrains did not answer in time"],
  ])("tells the network's failures apart (%s)", async (code, title) => {
    const { fill, press } = await openSetup();
    await fill(code, TOKEN);
    await press("Connect");
    expect((await screen.findByRole("alert")).textContent).toContain(title);
    expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
  });
});

describe("a keychain that can't be used", () => {
  it.each([
    ["2001", "This computer has no keychain"],
    ["2002", "The keychain is locked"],
    ["2003", "The keychain refused"],
    ["2004", "The keychain does not answer"],
    ["2005", "The keychain can’t be used"],
  ])("is explained, and the token can be kept for this run (%s)", async (code, title) => {
    const { fill, press } = await openSetup();
    await fill(code, TOKEN);
    await press("Connect");
    expect((await screen.findByRole("alert")).textContent).toContain(title);
    await press("Keep the token for this run only");
    expect(await screen.findByText(/In memory, for this run only/)).toBeTruthy();
  });

  it("is tried again on request", async () => {
    const { fill, press, platform } = await openSetup();
    await fill("2002", TOKEN);
    await press("Connect");
    await screen.findByRole("alert");
    await press("Try the keychain again");
    expect((await screen.findByRole("alert")).textContent).toContain("The keychain is locked");
    expect(called(platform, "connect")).toBe(2);
  });
});

describe("the token field", () => {
  it("pastes without the page ever holding the token", async () => {
    const { fill, press, token, platform } = await openSetup({ clipboard: TOKEN });
    await fill("6703615", "");
    await press("Paste");
    expect((await screen.findByText(/Pasted: 24 characters/)).textContent).toBeTruthy();
    expect(token().value).toBe("•".repeat(24));
    expect(document.documentElement.outerHTML).not.toContain(TOKEN);
    await press("Connect");
    await screen.findByRole("heading", { level: 1, name: "Northwind Inc. is connected" });
    expect(called(platform, "pasteToken")).toBe(1);
  });

  it("lets typing take the place of what was pasted, which is forgotten", async () => {
    const { press, token, user, platform } = await openSetup({ clipboard: TOKEN });
    await press("Paste");
    await screen.findByText(/Pasted: 24 characters/);
    await user.click(token());
    await user.keyboard("k9");
    expect(token().value).toBe("k9");
    expect(token().type).toBe("password");
    expect(called(platform, "forgetPastedToken")).toBe(1);
  });

  it("says at the field when there is no token in the clipboard", async () => {
    const { press } = await openSetup({ clipboard: "" });
    await press("Paste");
    expect(await screen.findByText(/Copy the token in JetBrains Account/)).toBeTruthy();
  });

  it("forgets a pasted token when setup is left", async () => {
    const { press, platform, user } = await openSetup({ start: "connected", clipboard: TOKEN });
    await press("Paste");
    await screen.findByText(/Pasted: 24 characters/);
    await user.click(screen.getByRole("button", { name: "Back" }));
    await screen.findByRole("heading", { level: 1, name: "Licenses" });
    expect(called(platform, "forgetPastedToken")).toBe(1);
  });

  it("never puts a typed token into the page's markup", async () => {
    const { fill, press, user, token } = await openSetup();
    await fill("401", TOKEN);
    await user.click(screen.getByRole("button", { name: "Show the token" }));
    await press("Connect");
    await screen.findByRole("alert");
    expect(token().getAttribute("autocomplete")).toBe("off");
    expect(document.documentElement.outerHTML).not.toContain(TOKEN);
  });
});

describe("other ways through setup", () => {
  it("goes straight to the licenses of the demo organization", async () => {
    const { press, platform } = await openSetup();
    await press("Try with a demo organization");
    expect(await screen.findByRole("heading", { level: 1, name: "Licenses" })).toBeTruthy();
    expect((await platform.session()).current?.organization.isDemo).toBe(true);
  });

  it("says when the demo does not start", async () => {
    const { press } = await openSetup({ failing: { connectDemo: "demoFailed" } });
    await press("Try with a demo organization");
    expect((await screen.findByRole("alert")).textContent).toContain("The demo organization did not start");
  });

  it("fills in the customer code when a new token is entered for a known organization", async () => {
    const { code } = await openSetup({ start: "connected" }, "/setup/nordlicht");
    expect(screen.getByRole("heading", { level: 1, name: "Enter a new token" })).toBeTruthy();
    expect(code.value).toBe("6703615");
  });

  it("says whom to ask without the right to enable the API, with a letter to send", async () => {
    const { user } = await openSetup();
    await user.click(screen.getByText("I don’t see this button"));
    const letter = screen.getByLabelText<HTMLTextAreaElement>("Text to send to your administrator");
    expect(letter.value).toContain("Enable API");
    await user.click(screen.getByRole("button", { name: "Copy the text" }));
    expect(await screen.findByText("Copied.")).toBeTruthy();
    expect(await navigator.clipboard.readText()).toBe(letter.value);
  });
});
