import { type ComponentType, lazy, type ReactNode, useState } from "react";

/** A component of another chunk, and a way to have the chunk before it is needed. */
interface Later<Props> {
  (props: Props): ReactNode;
  /** Fetches the chunk. Whoever needs it hears when it can't be had. */
  load: () => void;
}

/**
 * Like `lazy` of React, but where the chunk is there already it is drawn at once: `lazy` would show what stands in for
 * it first, and keep that for 300 ms.
 */
export function later<Props extends object>(fetch: () => Promise<ComponentType<Props>>): Later<Props> {
  let there: ComponentType<Props> | null = null;
  let coming: Promise<ComponentType<Props>> | null = null;

  function come(): Promise<ComponentType<Props>> {
    coming ??= fetch().then(
      (component) => {
        there = component;
        return component;
      },
      (error: unknown) => {
        coming = null;
        throw error;
      },
    );
    return coming;
  }

  const Lazy = lazy(async () => ({ default: await come() })) as unknown as ComponentType<Props>;

  function Component(props: Props): ReactNode {
    // What it was drawn with it stays: another one would begin anew.
    const [Known] = useState(() => there ?? Lazy);
    return <Known {...props} />;
  }

  return Object.assign(Component, { load: () => void come().catch(() => undefined) });
}
