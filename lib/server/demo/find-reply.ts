import 'server-only';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { readTypedQuery } from '#lib/core/guide/search/typed-query.ts';
import {
  ABOUT_REPLY,
  KEY_SAFETY_REPLY,
  PASTED_KEY_REPLY,
  STORAGE_REPLY,
} from './replies/about-replies.ts';
import { AXIOS_REPLY } from './replies/axios-reply.ts';
import {
  BACKOFF_REPLY,
  compareRateAndQuota,
  explainKind,
  explainStatus,
  isExplainedStatus,
} from './replies/error-replies.ts';
import { DEPLOY_REPLY, SET_KEY_REPLY } from './replies/setup-replies.ts';
import { simulateHelpReply } from './replies/simulation-replies.ts';
import { demoTitleOf } from './samples/demo-title.ts';
import { describePictures } from './samples/describe-pictures.ts';
import { showSamples } from './samples/show-samples.ts';
import { asksToThink, THINKING_ANSWER } from './samples/think-aloud.ts';
import { describedKind } from './simulation/described-kind.ts';
import { namedKind } from './simulation/named-kind.ts';
import type { DemoMessage } from './stream/completion-request.ts';

const MAX_READ_LENGTH = 2000;
const MIN_KEY_LENGTH = 10;
const AXIOS = /\baxios\b|\.post\(|\{ ?headers ?\}|\bauthori[sz]ation\b|\bbearer\b/;
const OTHER_STATUS = /\b(?:40[02-9]|4[1-9]\d|5\d\d)\b/;
const ASKS_ABOUT_ERROR =
  /\b(?:errors?|status|codes?|http|mean\w{0,3}|gets?|got|getting|returns?|returned|response|responds?|fail\w{0,5}|explain|why|fix|solve|about|what(?:'s| is| does)|and)\b/;
const ONLY_A_STATUS = /^\W{0,16}(?:(?:http|error|status|code)\s{1,3}){0,3}[45]\d\d\W{0,16}$/;

type Question = { text: string; lower: string; pictures: readonly string[] };
type Rule = (asked: Question) => string | null;

/** Error rules come first; in each list, the first rule with a reply wins. */
const ERROR_RULES: readonly Rule[] = [
  when(compareRateAndQuota(), /\brate.?limit/, /quota/),
  ({ text }) => explainIfFound(namedKind(text)),
  // The usual 401 with axios, unless the question names another status.
  ({ lower }) => (OTHER_STATUS.test(lower) || !AXIOS.test(lower) ? null : AXIOS_REPLY),
  when(BACKOFF_REPLY, /\bback-?off\b|\bretry logic\b|\bexponential\b/),
  when(BACKOFF_REPLY, /\b(?:how|when)\b/, /\bretr(?:y|ies|ying)\b/),
  ({ text }) => explainIfFound(describedKind(text)),
  ({ lower }) => statusReply(lower),
];

const OTHER_RULES: readonly Rule[] = [
  when(
    simulateHelpReply(''),
    /\b(?:all|every|which|what) (?:of )?(?:the )?(?:errors?|failures?)\b/,
  ),
  ({ lower, pictures }) => showSamples(lower, pictures),
  when(
    STORAGE_REPLY,
    /\b(?:messages?|conversations?|chats?|history|data)\b/,
    /\b(?:kept|keep|stored?|saved?|go|sent|delete|remove|export)\b/,
  ),
  when(STORAGE_REPLY, /\bprivacy\b|\bprivate\b|\bindexeddb\b|\bgdpr\b/),
  when(
    KEY_SAFETY_REPLY,
    /\bkey\b/,
    /\b(?:safe|secure|leak(?:s|ed|ing)?|stolen|steal|expos\w{1,3}|visible|secret|public|hidden|hide|see|read)\b/,
  ),
  when(
    KEY_SAFETY_REPLY,
    /\b(?:from|in) (?:the |a )?(?:browser|front-?end|react|client)\b|\bnext_public/,
  ),
  when(DEPLOY_REPLY, /\bvercel\b|\bdeploy|\bself-?host|\bin production\b|\bdocker\b/),
  when(SET_KEY_REPLY, /\bopenai_api_key\b|\.env\b|\benv(?:ironment)? (?:file|variable)|\bdoctor\b/),
  when(SET_KEY_REPLY, /\bset ?-?up\b|\binstall\b|\bget started\b/),
  when(
    SET_KEY_REPLY,
    /\bkey\b/,
    /\b(?:set|put|add|configure|use|enter|change|where|get|need|include|test|check|verify|try|works?|valid)\b/,
  ),
  when(simulateHelpReply(''), /\bsimulat(?:e|ing|ion)\b/),
  when(simulateHelpReply(''), /\bshow\b/, /\b(?:errors?|failures?)\b/),
  when(
    ABOUT_REPLY,
    /\bstarlight\b|\bare you\b|\b(?:which|what) (?:model|llm|gpt)\b|\b(?:who|what) (?:are|can|do) (?:you|i)\b|\bhow does (?:this|it) work\b|\bwhat(?:'s| is) this\b|\bthis (?:site|page|app|thing|demo)\b/,
  ),
  when(ABOUT_REPLY, /^\W{0,16}(?:help|menu|hello|hi|hey|good \w{1,12}|thanks|thank you)\b/),
  ({ pictures }) => (pictures.length > 0 ? describePictures(pictures) : null),
  ({ lower }) => (asksToThink(lower) ? THINKING_ANSWER : null),
];

/** Finds the reply to a question by its words, always the same for the same question; null if no rule matches. */
export function findReply({ text: question, pictures }: DemoMessage): string | null {
  const title = demoTitleOf(question);
  if (title) return title;
  const text = question
    .slice(0, MAX_READ_LENGTH)
    .normalize('NFKC')
    // NFKC can expand one character to eighteen.
    .slice(0, MAX_READ_LENGTH)
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ');
  const normalized = { text, lower: text.toLowerCase(), pictures };
  if (holdsKey(text)) return PASTED_KEY_REPLY;
  const explanation = firstReply(ERROR_RULES, normalized);
  if (!explanation) return firstReply(OTHER_RULES, normalized);
  const samples = /\bshow\b/.test(normalized.lower)
    ? showSamples(normalized.lower, pictures)
    : null;
  if (!samples) return explanation;
  return `${explanation}\n\n${samples}`;
}

function firstReply(rules: readonly Rule[], normalized: Question): string | null {
  for (const rule of rules) {
    const reply = rule(normalized);
    if (reply) return reply;
  }
  return null;
}

/** A rule that replies if the lowercase question matches every pattern. */
function when(reply: string, ...patterns: readonly RegExp[]): Rule {
  return ({ lower }) => (patterns.every((pattern) => pattern.test(lower)) ? reply : null);
}

function holdsKey(text: string): boolean {
  const words = text.split(' ').filter((word) => word.length > MIN_KEY_LENGTH);
  return words.some((word) => readTypedQuery(word).heldKey);
}

function explainIfFound(kind: ErrorKind | null): string | null {
  return kind && explainKind(kind);
}

/** A number is a status where the question is about errors, or is nothing else. */
function statusReply(lower: string): string | null {
  if (!ASKS_ABOUT_ERROR.test(lower) && !ONLY_A_STATUS.test(lower)) return null;
  const status = (lower.match(/\b[45]\d\d\b/g) ?? []).map(Number).find(isExplainedStatus);
  return status === undefined ? null : explainStatus(status);
}
