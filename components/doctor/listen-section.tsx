import { deferModule } from '#lib/client/page/deferred-module.ts';

const deferredPanel = deferModule(() => import('./listen-panel.tsx'));

/** The doctor's section about other programs. Its code loads only in development. */
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
        Listen for requests from another program
      </h2>
      <p className="text-base text-pretty text-muted">
        Does your own code get a 401 with the same key? Point it here. Each request appears right
        away, without its secrets, with what is wrong and the corrected call.
      </p>
      {panel !== 'loading' && panel !== 'failed' && <panel.ListenPanel />}
      {panel === 'failed' && <p>This part of the page couldn't be loaded. Reload the page.</p>}
    </section>
  );
}
