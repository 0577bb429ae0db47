import 'server-only';
import { MODEL_ID } from '#lib/core/chat/model-id.ts';
import type { ConfigReader } from './config-reader.ts';

// The newest general model and its smaller sibling in the installed SDK's `ChatModel` type.
const DEFAULT_MODELS = ['gpt-6.1-sol', 'gpt-6.1-terra'] as const;
const DEMO_MODELS = ['starlight-demo', 'starlight-demo-mini'] as const;
const MODELS = 'STARLIGHT_MODELS';

/** The models visitors may choose from, each once; the first is the default. */
export function readModels(
  reader: ConfigReader,
  { demo }: { demo: boolean },
): readonly [string, ...string[]] {
  const text = reader.text(MODELS);
  const listed = (text ?? '').split(',').map((name) => name.trim());
  const named = listed.filter((name) => name !== '');
  const [first, ...others] = new Set(named.filter((name) => MODEL_ID.test(name)));
  const invalid = named.find((name) => !MODEL_ID.test(name));
  // Otherwise the site would pay for models that were not intended.
  if (invalid !== undefined || (text !== null && named.length === 0)) {
    reader.report(MODELS, invalid ?? '', {
      reason: 'not_a_model_id',
      problem: "An entry isn't a model ID, so chat is off.",
      fix: 'List model IDs as the provider writes them, separated by commas.',
    });
  }
  if (first !== undefined) return [first, ...others];
  return demo ? DEMO_MODELS : DEFAULT_MODELS;
}

/** The site's origin, as browsers send it in Origin; null to compare with Host. */
export function readOrigin(reader: ConfigReader): string | null {
  const text = reader.text('STARLIGHT_ORIGIN');
  if (text === null) return null;
  const url = URL.parse(text);
  const bare = url !== null && url.href === `${url.origin}/` && /^https?:$/.test(url.protocol);
  if (bare) return url.origin;
  reader.report('STARLIGHT_ORIGIN', text, {
    reason: 'not_an_origin',
    problem: "It isn't an origin (scheme, host and port, without a path).",
    fix: "Use the site's address without a path, such as https://chat.example.com.",
  });
  return null;
}

/** Whether responses are kept for the operator's page; true by default. */
export function readResponseLog(reader: ConfigReader): boolean {
  const variable = 'STARLIGHT_RESPONSE_LOG';
  return reader.raw(variable) === null || reader.flag(variable);
}

/** The contact for visitors, on one line. */
export function readContact(reader: ConfigReader): string | null {
  const text = reader.text('STARLIGHT_CONTACT');
  if (text === null) return null;
  return (
    text
      .replace(/\p{C}+/gu, ' ')
      .trim()
      .slice(0, 200) || null
  );
}
