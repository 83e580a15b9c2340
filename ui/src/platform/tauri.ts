import { commands, events } from "./bindings";
import { createEmitter } from "./emitter";
import { type Platform, toProblem } from "./platform";

/** The application behind the window. */
export function createTauriPlatform(): Platform {
  const { emit, subscriptions } = createEmitter();
  // A command waits until the page listens: what it sets off must not be said to nobody.
  const listening = Promise.all([
    events.sessionChanged.listen(() => emit.sessionChanged()),
    events.licensesChanged.listen(() => emit.licensesChanged()),
    events.syncProgressed.listen((event) => emit.syncProgressed(event.payload)),
    events.changeProgressed.listen((event) => emit.changeProgressed(event.payload)),
    events.closeAsked.listen(() => emit.closeAsked()),
  ]);
  // The commands report it; without this line it would be reported as unhandled too.
  listening.catch(() => undefined);

  const carriedOut = Object.entries(commands).map(([name, command]) => {
    const run = command as (...input: unknown[]) => Promise<unknown>;
    return [name, (...input: unknown[]) => answer(listening, () => run(...input))] as const;
  });
  return { ...(Object.fromEntries(carriedOut) as unknown as typeof commands), ...subscriptions };
}

async function answer(listening: Promise<unknown>, run: () => Promise<unknown>): Promise<unknown> {
  try {
    await listening;
    return await run();
  } catch (thrown) {
    throw toProblem(thrown);
  }
}
