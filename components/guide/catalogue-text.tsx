import { Fragment } from 'react';
import { splitAtLinks } from '#lib/core/catalogue/split-at-links.ts';
import { WordLink } from '../ui/word-link.tsx';

// When a string is split by a pattern with a group, every second part is a match.
const NAME =
  /(\b(?:OPENAI|STARLIGHT)_[A-Z0-9_]{0,60}[A-Z0-9]\b|\bNODE_EXTRA_CA_CERTS\b|\.env\.local\b|\bnpm (?:run \w{1,40}|start)\b|\bRetry-After\b)/;

/** The catalogue's plain text, with addresses as links and names as code. */
export function CatalogueText({ text }: { text: string }) {
  return splitAtLinks(text, []).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a fixed text never change order.
    <Fragment key={at}>
      {typeof part === 'string' ? <WithNames text={part} /> : <WordLink {...part} />}
    </Fragment>
  ));
}

function WithNames({ text }: { text: string }) {
  return text.split(NAME).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a fixed text never change order.
      <code key={at} className="font-mono text-[0.9em]">
        {part}
      </code>
    ),
  );
}
