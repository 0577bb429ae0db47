// Loaded into Starlight before everything else, only for measurements of more streams than it allows: counts
// no open reply, so that none is refused (lib/server/limits/limit-concurrent-replies.ts).
const KEY = Symbol.for('starlight.registry');
const uncounted = {
  get total() {
    return 0;
  },
  set total(_count) {},
  byKey: { get: () => 0, set: () => undefined, delete: () => true },
};

const timer = setInterval(() => {
  const registry = Reflect.get(globalThis, KEY);
  if (!registry) return;
  registry.slots.set('replies-at-once', uncounted);
  clearInterval(timer);
}, 5);
