import { type ComponentType, lazy, type ReactNode, Suspense, useState } from "react";

const loads = new Set<() => Promise<unknown>>();

/**
 * A component that the first page does without. It is loaded when it is first drawn, or before, in an idle moment; it
 * is drawn without any pause then, which `lazy` by itself does not do.
 */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  fallback: ReactNode = null,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  const once = async () => {
    loaded ??= await load();
    loads.delete(once);
    return loaded;
  };
  loads.add(once);
  const Late = lazy(async () => ({ default: await once() }));
  return function Lazily(props: Props) {
    // What is drawn stays what it is: another one would start anew.
    const [Drawn] = useState<ComponentType<Props>>(() => loaded ?? Late);
    return (
      <Suspense fallback={fallback}>
        <Drawn {...props} />
      </Suspense>
    );
  };
}

/** Loads everything that was left for later, one after the other, and what that leaves for later. */
export async function loadTheRest(pause: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  for (const load of loads) {
    await pause();
    await load();
  }
}
