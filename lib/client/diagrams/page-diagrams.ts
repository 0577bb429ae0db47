import { createDiagrams } from './create-diagrams.ts';
import { openDiagramFrame } from './open-diagram-frame.ts';
import { sharesThread } from './shares-thread.ts';

/** Whether this page stops while a diagram is drawn. */
export const pageSharesThread = typeof window === 'undefined' || sharesThread(navigator);

/** The diagrams of this page. */
export const pageDiagrams = createDiagrams(openDiagramFrame, { sharesThread: pageSharesThread });

// In the browser alone: the page is also rendered on the server.
if (typeof window !== 'undefined') window.addEventListener('online', pageDiagrams.forgetUnloaded);
