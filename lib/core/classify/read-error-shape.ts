import { fieldOf } from '../json/field-of.ts';
import { isObject } from '../json/is-object.ts';
import { isRecord } from '../json/is-record.ts';
import { parseJson } from '../json/parse-json.ts';
import { collectFields, type Field } from './collect-fields.ts';

/**
 * An error body of any dialect in one form. All of it is upstream text: it may be matched against
 * tables, but never passed on.
 */
export type ErrorShape = {
  /** After `foldName`, outermost first. */
  codes: readonly string[];
  types: readonly string[];
  param: string;
  /** Every message found, one per line. */
  message: string;
  /** The HTTP status in the body, 400 to 599. */
  status: number | undefined;
  /** llama.cpp has its own fields for token counts. */
  promptTokens: unknown;
  contextTokens: unknown;
  /** Every number and string of the body with its name, bounded. */
  fields?: readonly Field[];
};

type Layer = Record<string, unknown>;

// Where dialects nest the next level: OpenAI, FastAPI, Cloudflare and JSON:API, Google, Azure,
// OpenRouter (`metadata.raw` is the provider's own body as a string), BetterChatGPT (`message`).
const NESTED = ['error', 'errors', 'detail', 'details', 'message', 'innererror', 'metadata', 'raw'];
const MAX_DEPTH = 6;
const MAX_LAYERS = 16;
const MAX_MESSAGE = 2048;
const MAX_ITEMS = 3;

/** Reads `{error:{…}}`, `{error:"…"}`, top-level errors, `detail`, problem+json and gateway wrappers. */
export function readErrorShape(value: unknown): ErrorShape {
  const layers: Layer[] = [];
  collectLayers(value, 0, layers);
  return {
    codes: layers.flatMap((layer) => [...codesOf(layer)].map(foldName)),
    types: layers.flatMap((layer) => [...typesOf(layer)].map(foldName)),
    param: layers.map(paramOf).find((param) => param !== '') ?? '',
    message: layers.flatMap((layer) => [...messagesOf(layer)]).join('\n'),
    status: layers.map(statusOf).find((status) => status !== undefined),
    promptTokens: layers.map((layer) => layer['n_prompt_tokens']).find(isNumber),
    contextTokens: layers.map((layer) => layer['n_ctx']).find(isNumber),
    fields: collectFields(value),
  };
}

/** Gives `model_not_found`, `ModelNotFound` and `MODEL-NOT-FOUND` the same spelling. */
export function foldName(name: string): string {
  return name
    .slice(0, 80)
    .replace(/[\s_-]/g, '')
    .toLowerCase();
}

function collectLayers(value: unknown, depth: number, layers: Layer[]): void {
  if (depth > MAX_DEPTH || layers.length >= MAX_LAYERS) return;
  if (typeof value === 'string') {
    const nested = parseJson(value);
    if (isObject(nested)) collectLayers(nested, depth + 1, layers);
    else layers.push(layerOfText(value));
  } else if (Array.isArray(value)) {
    for (const item of value.slice(0, MAX_ITEMS)) collectLayers(item, depth + 1, layers);
  } else if (isRecord(value)) {
    layers.push(value);
    for (const name of NESTED) {
      if (Object.hasOwn(value, name)) collectLayers(value[name], depth + 1, layers);
    }
  }
}

/** A text of one word is also a code, as in OAuth's `{"error":"invalid_grant"}`. */
function layerOfText(text: string): Layer {
  return /^[A-Za-z][A-Za-z_]{2,63}$/.test(text) ? { code: text, title: text } : { title: text };
}

function* codesOf(layer: Layer): Generator<string> {
  for (const name of ['code', 'reason']) {
    const code = fieldOf(layer, name);
    if (typeof code === 'string' || typeof code === 'number') yield String(code);
  }
  // OpenRouter's moderation errors have no code, only the flagged input and the reasons.
  if (Object.hasOwn(layer, 'flagged_input')) yield 'moderation_flagged';
}

function* typesOf(layer: Layer): Generator<string> {
  for (const name of ['type', 'status', 'limit_source']) {
    const type = fieldOf(layer, name);
    if (typeof type === 'string') yield type;
  }
}

function* messagesOf(layer: Layer): Generator<string> {
  for (const name of ['title', 'msg', 'error_description']) {
    const message = fieldOf(layer, name);
    if (typeof message === 'string') yield message.slice(0, MAX_MESSAGE);
  }
}

/** Strings only: Ray Serve sends the user's own text as an object here (ray-project/ray#64833). */
function paramOf(layer: Layer): string {
  const param = fieldOf(layer, 'param');
  if (typeof param === 'string') return param.slice(0, 100);
  const path = fieldOf(layer, 'loc');
  if (!Array.isArray(path)) return '';
  const steps = path.slice(0, 8).map((step: unknown) => {
    if (isNumber(step)) return `[${step}]`;
    return typeof step === 'string' && step !== 'body' ? `.${step.slice(0, 40)}` : '';
  });
  return steps.join('').replace(/^\./, '');
}

function statusOf(layer: Layer): number | undefined {
  for (const name of ['code', 'status', 'status_code', 'statusCode']) {
    const value = fieldOf(layer, name);
    const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
    if (isNumber(status) && Number.isInteger(status) && status >= 400 && status <= 599) {
      return status;
    }
  }
  return undefined;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}
