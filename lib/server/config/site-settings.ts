import 'server-only';
import { DEFAULT_MODELS } from '#lib/core/models/default-models.ts';
import {
  exactNamesOf,
  isPattern,
  type ModelSelection,
  readModelSelection,
} from '#lib/core/models/model-selection.ts';
import { DEMO_MODELS } from '../demo/demo-models.ts';
import type { Config } from './config.ts';
import type { ConfigReader } from './config-reader.ts';

const MODELS = 'STARLIGHT_MODELS';

/**
 * The models visitors may choose from: names, each once, and patterns. The demo lists no models that a
 * pattern could match.
 */
export function readModels(
  reader: ConfigReader,
  { demo }: { demo: boolean },
): Pick<Config, 'models' | 'modelSelection'> {
  const text = reader.text(MODELS);
  const listed = (text ?? '').split(',').map((name) => name.trim());
  const named = listed.filter((name) => name !== '');
  const { selection, unreadable } = readModelSelection(named);
  const models = exactNamesOf(selection);
  const modelSelection = !demo && selection.entries.some(isPattern) ? selection : null;
  // Otherwise the site would pay for models that were not intended.
  if (unreadable !== undefined || (text !== null && named.length === 0)) {
    reader.report(MODELS, unreadable ?? '', {
      reason: 'not_a_model_id',
      problem: 'An entry is neither a model ID nor a pattern, so chat is off.',
      fix: 'List model IDs as the provider writes them, or patterns such as gpt-*, separated by commas.',
    });
  } else if (text !== null && isNothingSelected(selection, models)) {
    reader.report(MODELS, '', {
      reason: 'nothing_selected',
      problem: 'It only excludes models, so chat is off.',
      fix: 'Add auto, or the models to offer.',
    });
  }
  if (models.length > 0 || modelSelection !== null) return { models, modelSelection };
  return { models: demo ? DEMO_MODELS.map(({ id }) => id) : DEFAULT_MODELS, modelSelection };
}

function isNothingSelected({ entries }: ModelSelection, names: readonly string[]): boolean {
  return names.length === 0 && !entries.some(isPattern);
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

/**
 * Whether the page asks the model for a title after the first reply. Not by default, since that is one more
 * request for each conversation.
 */
export function readModelTitles(reader: ConfigReader): boolean {
  const text = reader.text('STARLIGHT_TITLES');
  if (text === null) return false;
  if (text.toLowerCase() === 'model') return true;
  reader.report('STARLIGHT_TITLES', text, {
    reason: 'unknown_titles',
    problem: "It isn't a way to name conversations that Starlight knows, so their first words do.",
    fix: 'Use model, or remove the variable.',
  });
  return false;
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
