import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { App } from "@/app/App";
import { createMockPlatform, type MockOptions } from "@/platform/mock";
import { loadTheRest } from "@/ui";

// As in an idle moment: what waits for it is what these tests are about.
await loadTheRest();

/** The whole window on the stand-in for the application, at an address. */
export function renderApp(options: MockOptions = {}, address = "/") {
  window.location.hash = address;
  const platform = createMockPlatform(options);
  const user = userEvent.setup();
  return { ...render(<App platform={platform} />), platform, user };
}
