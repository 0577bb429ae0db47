import 'server-only';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import { readSourceEntry, type SourceEntry } from './source-entry.ts';

type JsonObject = Record<string, unknown>;

/** What a chunk cites. */
export type SourceLists = {
  /** A list whose order gives the numbers in the text, such as `[1]`. */
  numbered: SourceEntry[];
  /** Others, with or without a place in the text. */
  others: SourceEntry[];
};

/** Where the parts of a chunk are that may cite something: the chunk itself, its choice, its message. */
export type Holders = { chunk: JsonObject; choice: JsonObject; message: JsonObject };

// Far more than any reply cites.
const MAX_ENTRIES = 500;
const MAX_STEPS = 50;

/**
 * Reads the sources of a chunk in every form in which upstreams send them. Entries of several numbered
 * lists are the same ones: the first list gives the order, and the others add titles.
 */
export function readSourceLists(holders: Holders): SourceLists {
  const lists = [holders.chunk, holders.choice, holders.message].flatMap(numberedLists);
  const others = otherLists(holders).flatMap(entriesOf);
  const numbered = joinLists(lists);
  if (numbered.length > 0) addTitles(numbered, others);
  return { numbered, others };
}

function numberedLists(holder: JsonObject): SourceEntry[][] {
  return [
    // Perplexity and xAI ("Live Search"): addresses. Cohere ("Citations"): objects.
    holder['citations'],
    // Perplexity, "Chat Completions"; Qianfan.
    holder['search_results'],
    // Zhipu, "Web Search in Chat".
    holder['web_search'],
    // Hunyuan, and Qwen at DashScope, "Web search".
    fieldOf(holder['search_info'], 'search_results'),
    // Doubao, "Bots". Some gateways copy it.
    holder['references'],
    // Azure OpenAI, "On Your Data": `[doc1]` in the text.
    fieldOf(holder['context'], 'citations'),
  ]
    .map(entriesOf)
    .filter((entries) => entries.length > 0);
}

function otherLists({ chunk, choice, message }: Holders): unknown[] {
  const { messages } = choice;
  const lastMessage = Array.isArray(messages) ? messages.at(-1) : null;
  return [
    // OpenAI, "Web search"; OpenRouter, "Web Search"; Groq, gateways.
    message['annotations'],
    chunk['annotations'],
    // MiniMax, "Web search": beside the answer, and before it as what a tool said (lobehub/lobe-chat,
    // model-runtime, streams/openai).
    fieldOf(lastMessage, 'annotations'),
    message['role'] === 'tool' && typeof message['content'] === 'string'
      ? parseJson(message['content'])
      : null,
    // Mistral, "Citations": parts of the content.
    Array.isArray(message['content']) ? message['content'].filter(isReferencePart) : null,
    // Groq, "Compound": the tools that ran.
    ...itemsOf(message['executed_tools']).map(resultsOf),
    // Perplexity, "Pro Search": what was looked at on the way.
    ...itemsOf(message['reasoning_steps']).map((step) => resultsOf(fieldOf(step, 'web_search'))),
    // Google, "Grounding with Google Search", as its OpenAI endpoint and LiteLLM pass it on. Its places
    // are counted in bytes of UTF-8, in a list of their own, and left out.
    ...groundingsOf(chunk, choice, message).flatMap((grounding) => [
      fieldOf(grounding, 'groundingChunks'),
      fieldOf(grounding, 'grounding_chunks'),
    ]),
    // LiteLLM, "Anthropic: citations".
    ...itemsOf(fieldOf(message['provider_specific_fields'], 'citations')),
  ];
}

/** Google's `groundingMetadata` of a chunk, wherever it is. */
export function groundingsOf(...holders: readonly JsonObject[]): unknown[] {
  return holders.flatMap((holder) => {
    const google = fieldOf(holder['extra_content'], 'google');
    return [
      fieldOf(google, 'grounding_metadata'),
      fieldOf(google, 'groundingMetadata'),
      holder['grounding_metadata'],
      holder['groundingMetadata'],
      ...itemsOf(holder['vertex_ai_grounding_metadata']),
    ].filter(isRecord);
  });
}

/** The elements of an array, as many as are looked at. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, MAX_STEPS) : [];
}

function resultsOf(tool: unknown): unknown {
  const results = fieldOf(tool, 'search_results');
  return Array.isArray(results) ? results : fieldOf(results, 'results');
}

function isReferencePart(part: unknown): boolean {
  return isRecord(part) && part['type'] === 'tool_reference';
}

function entriesOf(list: unknown): SourceEntry[] {
  return Array.isArray(list) ? list.slice(0, MAX_ENTRIES).flatMap(readSourceEntry) : [];
}

function joinLists([first = [], ...more]: readonly SourceEntry[][]): SourceEntry[] {
  addTitles(first, more.flat());
  const known = new Set(first.map(({ key }) => key));
  const added = more.flat().filter(({ key, url }) => {
    const isNew = url !== null && !known.has(key);
    known.add(key);
    return isNew;
  });
  return [...first, ...added];
}

function addTitles(entries: readonly SourceEntry[], titled: readonly SourceEntry[]): void {
  const titles = new Map(titled.map(({ key, title }) => [key, title]));
  for (const entry of entries) entry.title ??= titles.get(entry.key);
}
