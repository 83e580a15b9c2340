import type { ChangeProgressed, SyncProgressed } from "./bindings";
import type { Subscriptions, Unsubscribe } from "./platform";

/** Hands one event on to all who listen. */
class Listeners<Payload extends unknown[]> {
  readonly #all = new Set<(...payload: Payload) => void>();

  readonly add = (listener: (...payload: Payload) => void): Unsubscribe => {
    // Wrapped, so that the same function can listen twice and each ends on its own.
    const own = (...payload: Payload) => listener(...payload);
    this.#all.add(own);
    return () => {
      this.#all.delete(own);
    };
  };

  readonly tell = (...payload: Payload): void => {
    for (const listener of this.#all) listener(...payload);
  };
}

/** The events, with their way in and their way out. */
export function createEmitter() {
  const session = new Listeners<[]>();
  const licenses = new Listeners<[]>();
  const sync = new Listeners<[SyncProgressed]>();
  const change = new Listeners<[ChangeProgressed]>();
  const close = new Listeners<[]>();
  const subscriptions: Subscriptions = {
    onSessionChanged: session.add,
    onLicensesChanged: licenses.add,
    onSyncProgressed: sync.add,
    onChangeProgressed: change.add,
    onCloseAsked: close.add,
  };
  const emit = {
    sessionChanged: session.tell,
    licensesChanged: licenses.tell,
    syncProgressed: sync.tell,
    changeProgressed: change.tell,
    closeAsked: close.tell,
  };
  return { emit, subscriptions };
}
