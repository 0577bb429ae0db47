import type { ReactNode } from 'react';

const ADDRESS = /^(?:platform|status|help)\.openai\.com/;
const MARKED =
  /(?:platform|status|help)\.openai\.com(?:\/[\w/-]*\w)?|\b(?:OPENAI|STARLIGHT)_[A-Z0-9_]*[A-Z0-9]\b|\bNODE_EXTRA_CA_CERTS\b|\.env\.local\b|\bnpm (?:run \w+|start)\b|\bRetry-After\b/g;

/** The catalogue's plain text with its addresses as links and its names as code. */
export function CatalogueText({ text }: { text: string }) {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const match of text.matchAll(MARKED)) {
    parts.push(text.slice(end, match.index), <Marked key={match.index} name={match[0]} />);
    end = match.index + match[0].length;
  }
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  );
}

function Marked({ name }: { name: string }) {
  if (!ADDRESS.test(name)) return <code className="font-mono text-[0.9em]">{name}</code>;
  return (
    <a
      href={`https://${name}`}
      target="_blank"
      rel="noopener noreferrer"
      className="underline underline-offset-2"
    >
      {name}
    </a>
  );
}
