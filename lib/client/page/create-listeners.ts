type Listeners<T> = {
  /** Calls back with each new value; returns an unsubscribe function. */
  subscribe: (listener: (value: T) => void) => () => void;
  notify: (value: T) => void;
};

/** Listeners for changes outside React. */
export function createListeners<T = void>(): Listeners<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    notify(value) {
      for (const listener of listeners) {
        try {
          listener(value);
        } catch (error) {
          // A listener that throws must stop neither the others nor the caller.
          reportError(error);
        }
      }
    },
  };
}
