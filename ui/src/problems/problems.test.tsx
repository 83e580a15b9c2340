import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { QueryClientProvider } from "@tanstack/react-query";
import { describe, expect, it, vi } from "vitest";
import { createQueryClient } from "@/app/queryClient";
import { I18nProvider } from "@/i18n";
import en from "@/i18n/messages/en.json";
import { PlatformProvider, problem } from "@/platform";
import { createMockPlatform } from "@/platform/mock";
import { ToastProvider } from "@/ui";
import { ProblemCallout, type ProblemCalloutProps, wordsFor } from "./index";
import { codes } from "./words";

function show(props: ProblemCalloutProps) {
  const platform = createMockPlatform();
  render(
    <PlatformProvider value={platform}>
      <QueryClientProvider client={createQueryClient()}>
        <I18nProvider>
          <ToastProvider regionLabel="Notifications" closeLabel="Close">
            <ProblemCallout {...props} />
          </ToastProvider>
        </I18nProvider>
      </QueryClientProvider>
    </PlatformProvider>,
  );
  return platform;
}

describe("the words for problems", () => {
  it("have a title of its own for every code", () => {
    const titles = codes.map((code) => en[wordsFor({ ...problem("busy"), code }).title]);
    expect(new Set(titles).size).toBe(codes.length);
    expect(codes.length).toBeGreaterThan(45);
  });

  it("are those of the unexpected for a code that is newer than the page", () => {
    const future = { ...problem("busy"), code: "somethingNew" } as unknown as Parameters<typeof wordsFor>[0];
    expect(wordsFor(future).title).toBe("problem.unexpected.title");
  });

  it("offer only what can be carried out here", async () => {
    const retry = vi.fn();
    show({ problem: problem("keychainLocked"), handlers: { retryKeychain: retry } });
    await userEvent.click(screen.getByRole("button", { name: "Try the keychain again" }));
    expect(retry).toHaveBeenCalledOnce();
    expect(screen.queryByRole("button", { name: "Keep the token for this run only" })).toBeNull();
  });

  it("open the vendor's console where that helps", async () => {
    const platform = show({ problem: problem("recentlyAssigned") });
    await userEvent.click(screen.getByRole("button", { name: "Open JetBrains Account" }));
    expect(platform.calls).toEqual(["openLink"]);
  });

  it("show the vendor's own words to those who ask", () => {
    show({
      problem: problem("rateLimited", { status: 429, vendorCode: "SLOW", text: "easy", waitSeconds: 90 }),
    });
    const facts = screen.getByRole("group").textContent;
    for (const fact of ["429", "SLOW", "easy", "90 seconds"]) expect(facts).toContain(fact);
  });

  it.each([
    [problem("listUnsupported", { text: "pdf" }), "It is a PDF."],
    [problem("listUnsupported", { text: "somethingNew" }), "It is not one of the kinds"],
    [problem("listQuoteOpen", { text: "31" }), "It is opened in line 31."],
  ])("of %j name what they are about", (given, expected) => {
    show({ problem: given });
    expect(screen.getByRole("alert").textContent).toContain(expected);
  });
});
