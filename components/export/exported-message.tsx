import type { Attachment } from '#lib/core/attachments/attachment.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { isImageDataUrl } from '#lib/core/chat/image-data-url.ts';
import type { ToolCall } from '#lib/core/chat/reply-extras.ts';
import { indentJson } from '#lib/core/json/indent-json.ts';
import { type NumberedSource, numberSources } from '#lib/core/markdown/citations/number-sources.ts';
import { CitedMarkdown } from '../markdown/cited-markdown.tsx';
import { renderParts } from '../markdown/render-parts.ts';
import { breakWords } from '../ui/break-words.tsx';

/** A message as a page without scripts shows it: everything in place, and no thinking. */
export function ExportedMessage({ message }: { message: ChatMessage }) {
  const {
    role,
    model,
    status,
    text,
    images = [],
    toolCalls = [],
    sources,
    attachments = [],
  } = message;
  const isReply = role === 'assistant';
  const pages = numberSources(sources ?? []);
  return (
    <article className={isReply ? 'answer' : 'question'}>
      <h3>
        {isReply ? 'Reply' : 'You'}
        {model !== undefined && <span> {model}</span>}
      </h3>
      {isReply && text !== '' && <CitedMarkdown text={text} streaming={false} sources={sources} />}
      {renderParts(attachments, (file, index) => (
        <SavedFile key={index} file={file} />
      ))}
      {!isReply && text !== '' && (
        <p dir="auto" className="typed">
          {breakWords(text)}
        </p>
      )}
      {renderParts(images, (url, index) => (
        <SavedPicture key={index} url={url} alt="Made by the model" />
      ))}
      {renderParts(toolCalls, (call, index) => (
        <SavedCall key={index} call={call} />
      ))}
      {pages.length > 0 && <SavedSources pages={pages} />}
      {isReply && status !== 'done' && <p className="note">This reply is incomplete.</p>}
    </article>
  );
}

function SavedFile({ file }: { file: Attachment }) {
  if (file.type === 'picture') return <SavedPicture url={file.url} alt={file.name} />;
  if (file.type === 'absent')
    return <p className="note">A file that couldn't be kept: {breakWords(file.name)}</p>;
  return (
    <details className="code-card">
      <summary>
        <bdi>{breakWords(file.name)}</bdi>
      </summary>
      <pre dir="auto">{file.text}</pre>
    </details>
  );
}

function SavedPicture({ url, alt }: { url: string; alt: string }) {
  if (!isImageDataUrl(url)) return <p className="note">A picture that can't be shown.</p>;
  return (
    <figure>
      {/* biome-ignore lint/performance/noImgElement: it is part of the file, which has no server. */}
      <img src={url} alt={alt} />
    </figure>
  );
}

function SavedCall({ call: { name, arguments: text } }: { call: ToolCall }) {
  return (
    <figure className="code-card">
      <figcaption>The model asked to call {breakWords(name)}.</figcaption>
      {text !== '' && (
        <pre>
          <code>{indentJson(text)}</code>
        </pre>
      )}
    </figure>
  );
}

function SavedSources({ pages }: { pages: readonly NumberedSource[] }) {
  return (
    <div className="sources">
      <h4>Sources</h4>
      <ol>
        {pages.map(({ number, href, host, title, url }) => (
          <li key={number} value={number}>
            {href === null ? (
              <bdi>{breakWords(title || url)}</bdi>
            ) : (
              <a
                href={href}
                target="_blank"
                rel="noopener noreferrer nofollow"
                referrerPolicy="no-referrer"
              >
                <bdi>{breakWords(title || href)}</bdi>
              </a>
            )}
            {title !== '' && host !== '' && <span> {host}</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}
