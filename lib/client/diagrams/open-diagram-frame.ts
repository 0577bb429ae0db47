import { DIAGRAM_FRAME_ADDRESS } from '#lib/core/diagrams/diagram-frame-address.ts';

export type FrameListener = {
  onMessage: (data: unknown) => void;
  /** Once its document and its code have loaded, or could not be. */
  onLoaded: () => void;
};

export type DiagramFrame = { post: (message: object) => void; remove: () => void };

/**
 * Opens the page that draws diagrams in a hidden frame. Without `allow-same-origin` its origin is its own: it
 * has neither this page's storage nor its cookies, and no way to this page but messages.
 */
export function openDiagramFrame({ onMessage, onLoaded }: FrameListener): DiagramFrame {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.setAttribute('aria-hidden', 'true');
  frame.referrerPolicy = 'no-referrer';
  frame.title = 'Draws diagrams';
  frame.tabIndex = -1;
  frame.className = 'diagram-frame';
  frame.src = DIAGRAM_FRAME_ADDRESS;
  const receive = ({ source, data }: MessageEvent) => {
    if (source !== null && source === frame.contentWindow) onMessage(data);
  };
  window.addEventListener('message', receive);
  frame.addEventListener('load', onLoaded);
  document.body.append(frame);
  return {
    // The origin of a sandboxed frame can't be named. This page's policy keeps other sites out of it.
    post: (message) => frame.contentWindow?.postMessage(message, '*'),
    remove() {
      window.removeEventListener('message', receive);
      frame.removeEventListener('load', onLoaded);
      frame.remove();
    },
  };
}
