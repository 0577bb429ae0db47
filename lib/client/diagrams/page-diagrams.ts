import { createDiagrams } from './create-diagrams.ts';
import { openDiagramFrame } from './open-diagram-frame.ts';

/** The diagrams of this page. */
export const pageDiagrams = createDiagrams(openDiagramFrame);

// In the browser alone: the page is also rendered on the server.
if (typeof window !== 'undefined') window.addEventListener('online', pageDiagrams.forgetUnloaded);
