import { assertNever } from '#lib/core/assert-never.ts';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { Notice } from '#lib/core/chat/chat-events.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { hasContent } from '#lib/core/chat/has-content.ts';
import { useChatActions, useChatViewer } from '../../lib/client/chat/chat-actions.ts';

/** Quiet lines under a reply: whether it was stopped, and what was changed or omitted to get it. */
export function ReplyNotes({ message, last }: { message: ChatMessage; last: boolean }) {
  const { notices = [], leftOut = 0, model } = message;
  const { isOffered, canRegenerate, audience } = useChatViewer();
  const goneModel = model && !isOffered(model) ? model : null;
  if (message.status !== 'stopped' && notices.length === 0 && leftOut === 0 && !goneModel) {
    return null;
  }
  const offersRetry = message.status === 'stopped' && last && canRegenerate;
  return (
    <div className={`text-sm text-muted ${offersRetry ? 'offers-retry' : ''}`}>
      {message.status === 'stopped' && (
        <div className="flex flex-wrap items-center gap-2">
          <p>{stopNoteFor(message)}</p>
          {offersRetry && <AfterStop message={message} />}
        </div>
      )}
      {leftOut > 0 && (
        <p>
          {leftOut === 1 ? 'The oldest message was' : `The ${leftOut} oldest messages were`} left
          out to fit the limit.
        </p>
      )}
      {goneModel && <p>From {goneModel}, which is no longer offered here.</p>}
      {notices.map((notice) => (
        <p key={notice}>{messageFor(notice, audience)}</p>
      ))}
    </div>
  );
}

function AfterStop({ message: { id, text } }: { message: ChatMessage }) {
  const { resume, retry } = useChatActions();
  return (
    <>
      {text !== '' && (
        <button type="button" className="btn-line py-1" onClick={() => resume(id)}>
          Continue
        </button>
      )}
      <button type="button" className="btn-quiet py-1" onClick={() => retry(id)}>
        Retry
      </button>
    </>
  );
}

function stopNoteFor(message: ChatMessage): string {
  if (hasContent(message)) return 'You stopped this reply.';
  if (message.searches) return 'You stopped this before the model replied.';
  return message.thinking
    ? 'You stopped this while the model was thinking.'
    : 'You stopped this before it started.';
}

function messageFor(notice: Notice, audience: Audience): string {
  switch (notice) {
    case 'renamed_max_tokens':
      return 'The length limit was sent under the name this model expects.';
    case 'lowered_output_limit':
      return "The reply's length limit was lowered to what this model allows.";
    case 'dropped_temperature':
      return 'This model sets its own temperature, so yours was left out.';
    case 'dropped_top_p':
      return "This model doesn't accept top_p, so it was left out.";
    case 'not_streamed':
      return "This reply came all at once; the organization isn't verified for streaming.";
    case 'dropped_reasoning_effort':
      return "This model doesn't accept this thinking setting, so it was left out.";
    case 'dropped_web_search':
      return "This model can't search the web, so it replied without searching.";
    case 'dropped_image':
      return 'Not every picture could be kept: one was too large, damaged, or more than a reply can hold.';
    case 'used_fallback':
      return audience === 'operator'
        ? 'The upstream failed, so the one in STARLIGHT_FALLBACK replied; the log says why.'
        : "The usual model wasn't available, so another provider replied.";
    default:
      return assertNever(notice);
  }
}
