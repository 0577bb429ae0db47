import { announcementOf } from '#lib/core/chat/announcement-of.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { isRunning } from '#lib/core/chat/chat-reducer.ts';
import { conversationTitleFrom } from '#lib/core/chat/conversation-tree.ts';
import { formatCount } from '#lib/core/text/format-amount.ts';
import { renderParts } from '../markdown/render-parts.ts';
import { Picture } from './picture.tsx';
import { Searches } from './searches.tsx';
import { SourceList } from './source-list.tsx';
import { ToolCallCard } from './tool-call-card.tsx';

export { announcementOf };

type ExtrasProps = { message: ChatMessage };

/** What is shown above the text of a reply: the line about its searches. */
export function ExtrasBefore({ message }: ExtrasProps) {
  const { searches = [] } = message;
  return searches.length > 0 && <Searches searches={searches} running={isRunning(message)} />;
}

/** What is shown below the text of a reply: pictures, calls, and sources. `asked` is the question. */
export function ExtrasAfter({ message, asked }: ExtrasProps & { asked: string }) {
  const { images = [], toolCalls = [], sources = [] } = message;
  const subject = conversationTitleFrom(asked);
  const alt = subject === '' ? 'Picture from the model' : `Picture for: ${subject}`;
  return (
    <>
      {renderParts(images, (url, index) => (
        <Picture
          key={index}
          url={url}
          alt={
            images.length > 1
              ? `${alt} (${formatCount(index + 1)} of ${formatCount(images.length)})`
              : alt
          }
          number={index + 1}
        />
      ))}
      {renderParts(toolCalls, (call, index) => (
        <ToolCallCard key={index} call={call} />
      ))}
      {sources.length > 0 && <SourceList sources={sources} />}
    </>
  );
}
