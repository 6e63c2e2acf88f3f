import { type Component, createElement, type FunctionComponent, options, type VNode } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** What the panel uses of React, on Preact: its whole compatibility layer weighs as much as all of the panel's styles. */
export { Fragment } from "preact";
export { useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";

options.event = (event) => Object.assign(event, { nativeEvent: event });

export function memo<P extends object>(
  Plain: FunctionComponent<P>,
  looksTheSame: (before: P, now: P) => boolean,
): (props: P) => VNode<P> {
  return function Remembered(this: Component<P>, props: P): VNode<P> {
    this.shouldComponentUpdate = (now) => !looksTheSame(this.props, now);
    return createElement(Plain, props);
  };
}

/** As in React, what changes between drawing and subscribing is not missed. */
export function useSyncExternalStore<T>(subscribe: (listener: () => void) => () => void, read: () => T): T {
  const value = read();
  const shown = useRef({ value, read });
  const [, draw] = useState({});
  const follow = useCallback((): void => {
    if (!Object.is(shown.current.value, shown.current.read())) draw({});
  }, []);
  useLayoutEffect(() => {
    shown.current = { value, read };
    follow();
  }, [value, read, follow]);
  useEffect(() => {
    follow();
    return subscribe(follow);
  }, [subscribe, follow]);
  return value;
}
