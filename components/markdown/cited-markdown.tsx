import { useMemo } from 'react';
import type { Source } from '#lib/core/chat/reply-extras.ts';
import { citeSources } from '#lib/core/markdown/citations/cite-sources.ts';
import { markSources, writtenNumbers } from '#lib/core/markdown/citations/number-sources.ts';
import { CitationsContext, NO_CITATIONS } from './citations.tsx';
import { Markdown } from './markdown.tsx';

type CitedMarkdownProps = {
  text: string;
  streaming: boolean;
  sources: readonly Source[] | undefined;
};

/** A reply as formatted text, with the numbers of its sources as links. */
export function CitedMarkdown({ text, streaming, sources }: CitedMarkdownProps) {
  const citations = useMemo(() => {
    if (!sources) return NO_CITATIONS;
    const written = writtenNumbers(sources);
    return { sources: markSources(sources), written, replacesLinks: !streaming };
  }, [sources, streaming]);
  // Once it has ended: a mark inserted into a growing text would have it read again from its start.
  const cited = useMemo(
    () => (sources && !streaming ? citeSources(text, sources) : text),
    [text, sources, streaming],
  );
  return (
    <CitationsContext value={citations}>
      <Markdown text={cited} streaming={streaming} />
    </CitationsContext>
  );
}
