import 'server-only';
import { BASE_URL_MESSAGES } from '#lib/core/catalogue/messages/base-url-messages.ts';
import { messageForKeyProblem } from '#lib/core/catalogue/messages/key-problem-messages.ts';
import type { ErrorDetails } from '#lib/core/errors/error-body.ts';
import { inspectBaseUrl } from '#lib/core/key/inspect-base-url.ts';
import { inspectKey, type KeyInspection, keyHint } from '#lib/core/key/inspect-key.ts';
import type { KeyProblem } from '#lib/core/key/key-problems.ts';
import { API_SETTINGS, type ApiSetting } from '#lib/core/models/choose-dialect.ts';
import { correctBaseUrl } from '#lib/core/providers/correct-base-url.ts';
import { providerOfHost } from '#lib/core/providers/find-provider.ts';
import { localServerNames } from '#lib/core/providers/local-servers.ts';
import type { Config } from './config.ts';
import type { ConfigReader, Environment } from './config-reader.ts';

type UpstreamConfig = Pick<
  Config,
  'apiKey' | 'keyInspection' | 'baseUrl' | 'upstreamName' | 'organization' | 'project'
>;

const OPENAI_BASE_URL = 'https://api.openai.com/v1';

/** The demo never reads the key and address from the environment, so it cannot leak them. */
export const DEMO_UPSTREAM: UpstreamConfig = {
  apiKey: null,
  keyInspection: { ok: true, warnings: [] },
  baseUrl: OPENAI_BASE_URL,
  upstreamName: 'OpenAI',
  organization: null,
  project: null,
};

/** Reads the key and the address it may be sent to. */
export function readUpstreamConfig(env: Environment, reader: ConfigReader): UpstreamConfig {
  const baseUrl = readBaseUrl(reader);
  const host = new URL(baseUrl).host;
  const key = env['OPENAI_API_KEY'];
  const keyInspection = inspectKey(key, { baseUrlHost: host });
  reportKey(keyInspection, env, reader, baseUrl);
  return {
    apiKey: keyInspection.ok && key !== undefined ? key : null,
    keyInspection,
    baseUrl,
    upstreamName: providerOfHost(host)?.name ?? host,
    organization: readId('OPENAI_ORG_ID', reader),
    project: readId('OPENAI_PROJECT_ID', reader),
  };
}

/** Which of OpenAI's APIs to ask in; `auto` if it is not set or can't be read. */
export function readApi(reader: ConfigReader): ApiSetting {
  const text = reader.text('STARLIGHT_API');
  const setting = API_SETTINGS.find((name) => name === text?.toLowerCase());
  if (text === null || setting !== undefined) return setting ?? 'auto';
  reader.report('STARLIGHT_API', text, {
    reason: 'not_an_api_setting',
    problem: "It's neither auto, chat nor responses, so it counts as auto.",
    fix: 'Set it to chat or responses, or remove it.',
  });
  return 'auto';
}

function readBaseUrl(reader: ConfigReader): string {
  // `raw`, because BASE_URL_MESSAGES has its own message for quotes, brackets and more.
  const text = reader.raw('OPENAI_BASE_URL');
  const allowHttp = reader.flag('STARLIGHT_ALLOW_HTTP_UPSTREAM');
  if (text === null) return OPENAI_BASE_URL;
  const inspection = inspectBaseUrl(text, { allowHttp });
  if (inspection.ok) return inspection.url;
  const { claim, sentence, fix } = BASE_URL_MESSAGES[inspection.reason];
  const correct = correctBaseUrl(text)?.baseUrl;
  const problem = `It ${claim}. ${sentence}`;
  const exactFix = correct === undefined ? fix : `Set it to ${correct} and restart.`;
  reader.error('OPENAI_BASE_URL', inspection.reason, problem, exactFix);
  return OPENAI_BASE_URL;
}

// Characters that a header can contain, except quotes and `#`, which starts a comment.
const ID = /^[!$-&(-_a-~]{1,200}$/;

/** The ID becomes a header, where an invalid character would make every request throw. */
function readId(variable: string, reader: ConfigReader): string | null {
  const text = reader.text(variable);
  if (text === null || ID.test(text)) return text;
  reader.report(variable, text, {
    reason: 'not_an_id',
    problem: 'It contains a space, a line break or a character that no ID has.',
    fix: 'Copy the ID again, or remove the variable; the key alone is enough.',
  });
  return null;
}

function reportKey(
  inspection: KeyInspection,
  env: Environment,
  reader: ConfigReader,
  baseUrl: string,
): void {
  if (inspection.ok) {
    const details = keyHint(env['OPENAI_API_KEY'] ?? '');
    for (const warning of inspection.warnings) {
      reader.warn('OPENAI_API_KEY', warning, ...messageFor(warning, details, baseUrl));
    }
  } else if (inspection.kind === 'key_missing') {
    reportMissingKey(env, reader, localServerNames(baseUrl));
  } else {
    const { problem, details } = inspection;
    reader.error('OPENAI_API_KEY', problem, ...messageFor(problem, details, baseUrl));
  }
}

function messageFor(
  problem: KeyProblem,
  details: ErrorDetails,
  baseUrl: string,
): [problem: string, fix: string] {
  const { host } = new URL(baseUrl);
  const provider = providerOfHost(host);
  const source = { name: provider?.name ?? host, keysPage: provider?.pages.keys ?? null };
  const { title, fix } = messageForKeyProblem(problem, details, source);
  return [`${title.charAt(0).toUpperCase()}${title.slice(1)}.`, fix];
}

const NEAR_NAMES = [
  'OPENAI_KEY',
  'OPENAI_APIKEY',
  'OPEN_AI_KEY',
  'OPEN_AI_API_KEY',
  'OPENAI_TOKEN',
  'OPENAI_SECRET_KEY',
  'OPENAI_API_TOKEN',
  'OPENAI_API_KEYS',
];

function reportMissingKey(env: Environment, reader: ConfigReader, local: string | null): void {
  const nearName = NEAR_NAMES.find((name) => env[name]?.trim());
  if (nearName !== undefined) {
    const problem = `It isn't set, but ${nearName} is.`;
    reader.error('OPENAI_API_KEY', 'other_name', problem, `Rename ${nearName} to OPENAI_API_KEY.`);
  } else if (env['OPENAI_API_KEY'] !== undefined) {
    reader.error(
      'OPENAI_API_KEY',
      'blank',
      "It's set but empty.",
      "A shell variable overrides .env.local, even when it's empty: unset it there, or set it to the key.",
    );
  } else if (env['VERCEL'] === '1') {
    reader.error(
      'OPENAI_API_KEY',
      'not_set',
      "It isn't set for this deployment.",
      'Add it under Settings → Environment Variables, select this environment, and redeploy.',
    );
  } else if (local !== null) {
    reader.error(
      'OPENAI_API_KEY',
      'not_set',
      `It isn't set. ${local} needs no key, but Starlight needs a value.`,
      'Put OPENAI_API_KEY=none in .env.local, next to package.json, and restart.',
    );
  } else {
    reader.error(
      'OPENAI_API_KEY',
      'not_set',
      "It isn't set.",
      'Put OPENAI_API_KEY=… in .env.local, next to package.json, and restart.',
    );
  }
}
