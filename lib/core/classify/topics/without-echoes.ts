/** Where a server begins to quote the request: what the visitor wrote says nothing about the failure. */
const ECHO_STARTS =
  /\bmessages\s?=\s?\[|['"]role['"]\s?:|\binput_value=|['"](?:input|prompt|content|text)['"]\s?:|\.content\s?:|\b(?:prompt|user message|unsupported text|invalid message|following text[^:\n]{0,40})\s?[:=](?!\s?\{)|(?:^|\n)text\s?:|\braw='/i;

/** Several words in quotes that are no value of a quoted object, and the names of tools and fields. */
const QUOTED_WORDS =
  /(?<!['"](?:message|msg|error|errors|detail|details|description|reason|title|error_msg|status_message)\\?['"]\s?:\s?\\?)(?:"[^"\n]{1,400}"|«[^»\n]{1,400}»|“[^”\n]{1,400}”|(?<![\p{L}\p{N}])'[^'\n]{1,400}'(?![\p{L}\p{N}]))/gu;
const NAMED =
  /\b(?:function|tool|schema|property|properties|field|key|column|user|organization|project|team)s? ["'`][^"'`\n]{1,100}["'`]/gi;

/** Drops what a server repeats of the request, as far as that can be told from its own words. */
export function withoutEchoes(text: string): string {
  const start = ECHO_STARTS.exec(text);
  return (start ? text.slice(0, start.index) : text)
    .replace(NAMED, (named) => named.slice(0, named.search(/["'`]/)))
    .replace(QUOTED_WORDS, (quoted) => (/\s\S{1,400}\s\S/.test(quoted) ? ' ' : quoted));
}
