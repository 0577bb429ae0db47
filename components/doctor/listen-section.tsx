import { deferModule } from '#lib/client/page/deferred-module.ts';

const deferredPanel = deferModule(() => import('./listen-panel.tsx'));

/** The part of the doctor that is about other programs; its code is loaded in development alone. */
export function ListenSection() {
  const panel = deferredPanel.use();
  return (
    <section
      id="listen"
      aria-labelledby="listen-title"
      tabIndex={-1}
      className="flex flex-col gap-3 border-t border-line pt-6 outline-none"
    >
      <h2 id="listen-title" className="text-lg font-semibold tracking-tight">
        What another program sends
      </h2>
      <p className="text-base text-pretty text-muted">
        Code of your own gets a 401 with the same key? Point it here. Each request shows at once,
        without its secrets, with what is wrong and the corrected call.
      </p>
      {panel !== 'loading' && panel !== 'failed' && <panel.ListenPanel />}
      {panel === 'failed' && <p>This part of the page could not be loaded. Reload the page.</p>}
    </section>
  );
}
