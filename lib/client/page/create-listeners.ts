type Listeners<T> = {
  /** Calls with each value from now on; returns how to end that. */
  subscribe: (listener: (value: T) => void) => () => void;
  notify: (value: T) => void;
};

/** Those who want to hear when something outside React changes. */
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
          // One that throws must stop neither the others nor what they listen to.
          reportError(error);
        }
      }
    },
  };
}
