import { code } from '@streamdown/code';
import { lexer } from 'marked';
import { memo, type ReactNode, useMemo } from 'react';
import ReactMarkdown from 'react-markdown';
import rehypeHighlight from 'rehype-highlight';
import remarkGfm from 'remark-gfm';
import { Streamdown } from 'streamdown';
import { ReplyMarkdown } from '../../../components/markdown/reply-markdown.tsx';

type Draw = (text: string, streaming: boolean) => ReactNode;

const NONE: [] = [];
const GFM = [remarkGfm];
const HIGHLIGHT = [rehypeHighlight];
const CODE = { code };

/** What draws a reply that grows, by name. */
export const CONTESTANTS: Readonly<Record<string, Draw>> = {
  Starlight: drawOwn,
  'Starlight, every frame': drawOwn,
  'plain text': (text) => <div className="reply whitespace-pre-wrap">{text}</div>,
  'plain text by paragraph': (text) => <Paragraphs text={text} />,
  'react-markdown': (text) => <Memoized text={text} highlights={false} />,
  'react-markdown, highlighted': (text) => <Memoized text={text} highlights />,
  streamdown: (text) => <Streamdown>{text}</Streamdown>,
  'streamdown with code': (text) => <Streamdown plugins={CODE}>{text}</Streamdown>,
};

function drawOwn(text: string, streaming: boolean) {
  return <ReplyMarkdown conversationId="bench" text={text} streaming={streaming} />;
}

function Paragraphs({ text }: { text: string }) {
  return (
    <div className="reply">
      {text.split('\n\n').map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a growing text only adds parts at its end.
        <Paragraph key={index} text={part} />
      ))}
    </div>
  );
}

const Paragraph = memo(function Paragraph({ text }: { text: string }) {
  return <p className="whitespace-pre-wrap">{text}</p>;
});

/** As the AI SDK's cookbook has it: marked finds the blocks, and each is rendered alone. */
function Memoized({ text, highlights }: { text: string; highlights: boolean }) {
  const blocks = useMemo(() => lexer(text).map(({ raw }) => raw), [text]);
  return (
    <div className="reply">
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a growing text only adds parts at its end.
        <MarkdownBlock key={index} text={block} highlights={highlights} />
      ))}
    </div>
  );
}

const MarkdownBlock = memo(function MarkdownBlock(props: { text: string; highlights: boolean }) {
  return (
    <ReactMarkdown remarkPlugins={GFM} rehypePlugins={props.highlights ? HIGHLIGHT : NONE}>
      {props.text}
    </ReactMarkdown>
  );
});
