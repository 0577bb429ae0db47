import { fieldOf } from '../../json/field-of.ts';
import { isObject } from '../../json/is-object.ts';
import { isRecord } from '../../json/is-record.ts';
import { parseJson } from '../../json/parse-json.ts';
import { collectFields, type Field } from './collect-fields.ts';

/**
 * An error body of any dialect in one form. All of it is upstream text: it may be matched against
 * tables, but never passed on.
 */
export type ErrorShape = {
  /** Codes, then types and statuses that are words; after `foldName`, outermost first. */
  names: readonly string[];
  /** The same as sent, for their words. */
  spelledNames: readonly string[];
  param: string;
  /** Every message found, one per line. */
  message: string;
  /** The HTTP status in the body, 400 to 599. */
  status: number | undefined;
  /** llama.cpp has its own fields for token counts. */
  promptTokens: unknown;
  contextTokens: unknown;
  /** Every number and string of the body with its name, bounded. */
  fields: readonly Field[];
};

type Layer = Record<string, unknown>;

// Where dialects nest the next level: OpenAI, FastAPI, Cloudflare and JSON:API, Google, Azure,
// OpenRouter (`metadata.raw` is the provider's own body as a string), BetterChatGPT (`message`).
const NESTED = [
  ...['error', 'errors', 'Error', 'detail', 'details', 'message', 'innererror', 'metadata', 'raw'],
  ...['violations', 'cause', 'fault', 'exception', 'previous_errors', 'upstream_error'],
];
// Only if they hold an object: MiniMax (`base_resp`), Tencent (`Response`), CLOVA (`status`).
const NESTED_OBJECTS = ['base_resp', 'Response', 'status', 'header'];
// Gateways wrap a provider's response; what else is in there can be the visitor's.
const WRAPPERS = ['body', 'response', 'data', 'result'];
const CODE_FIELDS = [
  ...['code', 'reason', 'error_code', 'errorCode', 'err_code', 'status_code', 'statusCode', 'Code'],
  ...['quotaId', 'internalCode', 'error_id', '__type'],
];
const TYPE_FIELDS = [
  'type',
  'status',
  'limit_source',
  'error_type',
  'errorType',
  'name',
  'Type',
  'httpStatus',
];
const MESSAGE_FIELDS = [
  ...['title', 'msg', 'error_description', 'error_msg', 'errorMessage', 'error_message', 'err_msg'],
  ...['status_msg', 'statusMessage', 'description', 'Message', 'reasons', 'errorMsg', 'hint'],
];
const MAX_DEPTH = 6;
const MAX_LAYERS = 24;
const MAX_MESSAGE = 2048;
const MAX_ITEMS = 4;

/** Reads `{error:{…}}`, `{error:"…"}`, top-level errors, `detail`, problem+json and gateway wrappers. */
export function readErrorShape(value: unknown): ErrorShape {
  const layers: Layer[] = [];
  collectLayers(value, 0, layers);
  const codes = layers.flatMap((layer) => [...codesOf(layer)]);
  const types = layers.flatMap((layer) => [...textsOf(layer, TYPE_FIELDS)]);
  const spelledNames = [...codes, ...types].map((name) => name.slice(0, 200));
  return {
    names: spelledNames.map(foldName),
    spelledNames,
    param: layers.map(paramOf).find((param) => param !== '') ?? '',
    message: layers.flatMap((layer) => [...textsOf(layer, MESSAGE_FIELDS)]).join('\n'),
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
    .replace(/[\s_.-]/g, '')
    .toLowerCase();
}

function collectLayers(value: unknown, depth: number, layers: Layer[]): void {
  if (depth > MAX_DEPTH || layers.length >= MAX_LAYERS) return;
  if (typeof value === 'string') collectText(value, depth, layers);
  else if (Array.isArray(value)) {
    for (const item of value.slice(0, MAX_ITEMS)) collectLayers(item, depth + 1, layers);
  } else if (isRecord(value)) collectRecord(value, depth, layers);
}

function collectRecord(layer: Layer, depth: number, layers: Layer[]): void {
  layers.push(layer);
  for (const name of NESTED) {
    if (Object.hasOwn(layer, name)) collectLayers(layer[name], depth + 1, layers);
  }
  for (const name of NESTED_OBJECTS) {
    const nested = asObject(fieldOf(layer, name));
    if (nested) collectLayers(nested, depth + 1, layers);
  }
  for (const name of WRAPPERS) {
    const error = fieldOf(asObject(fieldOf(layer, name)), 'error');
    if (error !== undefined) collectLayers(error, depth + 1, layers);
  }
}

/** A text may be JSON, contain JSON, or quote codes: gateways pass on a provider's body this way. */
function collectText(text: string, depth: number, layers: Layer[]): void {
  const whole = asObject(text);
  if (whole) {
    collectLayers(whole, depth + 1, layers);
    return;
  }
  layers.push(layerOfText(text));
  const start = text.indexOf('{');
  const nested = start > 0 ? asObject(text.slice(start, text.lastIndexOf('}') + 1)) : null;
  if (nested) collectLayers(nested, depth + 1, layers);
  else layers.push(...quotedNames(text).slice(0, MAX_LAYERS - layers.length));
}

/** Codes and types in a sentence, as Python prints them: `{'error': {'code': '429', …`. */
function quotedNames(text: string): Layer[] {
  const quoted = /['"](code|type|status|reason)\\?['"]: ?\\?['"]([A-Za-z][\w. :-]{1,60})\\?['"]/g;
  return [...text.slice(0, MAX_MESSAGE).matchAll(quoted)].map(([, name, value]) => ({
    [name === 'reason' ? 'code' : (name ?? 'code')]: value,
  }));
}

/** An object, or the one that a string of JSON holds. */
function asObject(value: unknown): object | null {
  const object = typeof value === 'string' ? parseJson(value) : value;
  return isObject(object) ? object : null;
}

/** A text of one word is also a code, as in OAuth's `{"error":"invalid_grant"}`. */
function layerOfText(text: string): Layer {
  return /^[A-Za-z][A-Za-z_]{2,63}$/.test(text) ? { code: text, title: text } : { title: text };
}

function* codesOf(layer: Layer): Generator<string> {
  for (const name of CODE_FIELDS) {
    const code = fieldOf(layer, name);
    if (typeof code === 'string' || typeof code === 'number') yield String(code);
  }
  // OpenRouter's moderation errors have no code, only the flagged input and the reasons.
  if (Object.hasOwn(layer, 'flagged_input')) yield 'moderation_flagged';
}

function* textsOf(layer: Layer, fields: readonly string[]): Generator<string> {
  for (const name of fields) {
    const text = fieldOf(layer, name);
    if (typeof text === 'string') yield text.slice(0, MAX_MESSAGE);
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
  for (const name of [
    'code',
    'status',
    'status_code',
    'statusCode',
    'http_status_code',
    'httpCode',
  ]) {
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
