import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import type { ConversationSettings } from '#lib/core/chat/conversation-settings.ts';
import { settingsNotes } from '#lib/core/chat/settings-notes.ts';
import { inEnglish } from '#lib/core/text/reader-format.ts';
import { CodeColorsContext } from '../markdown/code-colors.ts';
import { breakWords } from '../ui/break-words.tsx';
import { DrawnOnceContext } from '../ui/drawn-once.ts';
import { collectCodeColors } from './collect-code-colors.ts';
import { ExportedMessage } from './exported-message.tsx';
import { PAGE_STYLE } from './page-style.ts';
import { withoutButtons } from './without-buttons.ts';

type ExportedConversation = {
  title: string;
  /** The visible path. */
  path: readonly ChatMessage[];
  settings?: ConversationSettings | undefined;
};

/** Nothing runs and nothing is loaded: the styles and the pictures are in the file. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

const PAUSE_AFTER_MS = 30;

/**
 * Conversations as one HTML file that needs nothing else, in parts. Pauses while it draws, so that
 * the page stays usable.
 */
export async function conversationsPage(
  conversations: readonly ExportedConversation[],
  { pause = yieldToPage, now = () => performance.now() } = {},
): Promise<string[]> {
  const colors = collectCodeColors();
  const markupOf = (element: ReactElement) =>
    withoutButtons(
      inEnglish(() =>
        renderToStaticMarkup(
          <DrawnOnceContext value={true}>
            <CodeColorsContext value={colors.find}>{element}</CodeColorsContext>
          </DrawnOnceContext>,
        ),
      ),
    );
  const parts = [startOf(conversations)];
  let pausedAt = now();
  for (const [index, { title, path, settings }] of conversations.entries()) {
    const heading = (
      <>
        <h2 dir="auto">{breakWords(title)}</h2>
        {settingsNotes(settings).map((line) => (
          <blockquote key={line} dir="auto" style={{ whiteSpace: 'pre-wrap' }}>
            {breakWords(line)}
          </blockquote>
        ))}
      </>
    );
    parts.push(`<section id="c${index + 1}">${markupOf(heading)}`);
    for (const message of path) {
      const element = <ExportedMessage message={message} />;
      const first = markupOf(element);
      parts.push((await colors.highlightWanted()) ? markupOf(element) : first);
      if (now() - pausedAt < PAUSE_AFTER_MS) continue;
      await pause();
      pausedAt = now();
    }
    parts.push('</section>');
  }
  parts.push('</main></body></html>\n');
  return parts;
}

function startOf(conversations: readonly ExportedConversation[]): string {
  const [first] = conversations;
  const title = conversations.length === 1 && first ? first.title : 'Conversations';
  const head = renderToStaticMarkup(
    <>
      <meta httpEquiv="Content-Security-Policy" content={POLICY} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <meta name="robots" content="noindex" />
      <title>{title}</title>
    </>,
  );
  const contents = conversations.length > 1 && renderToStaticMarkup(contentsOf(conversations));
  // The encoding has to be within the first kilobyte, and the policy before anything that it governs.
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">${head}<style>${PAGE_STYLE}</style></head><body><main>${contents || ''}`;
}

function contentsOf(conversations: readonly ExportedConversation[]): ReactElement {
  return (
    <nav aria-label="Contents">
      <h1>Conversations</h1>
      <ol>
        {conversations.map(({ title }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: drawn once.
          <li key={index}>
            <a href={`#c${index + 1}`}>
              <bdi>{breakWords(title)}</bdi>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function yieldToPage(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
