import { afterEach, describe, expect, it, vi } from 'vitest';
import { openDiagramFrame } from './open-diagram-frame.ts';

afterEach(() => vi.unstubAllGlobals());

function stubPage() {
  const page = new EventTarget();
  const contentWindow = { postMessage: vi.fn() };
  const attributes = new Map<string, string>();
  const frame = Object.assign(new EventTarget(), {
    contentWindow: contentWindow as object | null,
    setAttribute: (name: string, value: string) => attributes.set(name, value),
    remove: vi.fn(),
  });
  const append = vi.fn(() => {
    // Set before the frame loads anything.
    expect(attributes.get('sandbox')).toBe('allow-scripts');
  });
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', { createElement: () => frame, body: { append } });
  const send = (source: unknown, data: unknown) =>
    page.dispatchEvent(Object.assign(new Event('message'), { source, data }));
  return { frame, contentWindow, append, send };
}

describe('the frame', () => {
  it('is sandboxed, and only what it says itself is heard', () => {
    const { frame, contentWindow, append, send } = stubPage();
    const heard: unknown[] = [];
    const opened = openDiagramFrame({ onMessage: (data) => heard.push(data), onLoaded: () => {} });
    expect(append).toHaveBeenCalledWith(frame);
    send({}, 'another window');
    send(null, 'nobody');
    send(contentWindow, 'the frame');
    frame.contentWindow = null;
    send(null, 'a frame that is gone');
    frame.contentWindow = contentWindow;
    opened.post({ text: 'a' });
    expect(contentWindow.postMessage).toHaveBeenCalledWith({ text: 'a' }, '*');
    opened.remove();
    send(contentWindow, 'the frame, later');
    expect(heard).toEqual(['the frame']);
    expect(frame.remove).toHaveBeenCalledOnce();
  });
});
