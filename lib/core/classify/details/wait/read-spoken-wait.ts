import { clockAtStart, durationAtStart } from './parse-duration.ts';
import { momentAtStart } from './parse-moment.ts';
import { parseWait, toWaitMs } from './parse-wait.ts';

/** `reset`: when the limit is available again. `retry`: only when to ask again. */
type Spoken = { waitMs: number; says: 'retry' | 'reset' };

const MAX_MESSAGE = 16_384;
const REACH = 160;

/** What comes before a delay or a moment. A group that matched names a reset. */
const CUES =
  /\b(?:try (?:(?:your|the|this) (?:request|message|call) )?again|retry[-_ ]?(?:after|delay|in)|retry(?:ing)?(?: (?:your|the|this) request)?|wait(?:ing)?(?! until)|come back|cool(?:ing)?[- ]?down|next request|not before|(resets?|resetting|refresh(?:es)?|renews?|replenish(?:es)?|regain access|be restored|available|be lifted|unblocked|unlocks?|(?:blocked|locked|banned|limited|paused|suspended|unavailable|disabled|exhausted|throttled|wait) until)|versuch(?:e|en Sie) es|tente novamente|riprova|(?:intent[ae]|intént[ae]lo)(?: de nuevo| nuevamente)?)(?![a-z])|r[ée]essaye[rz](?![a-z])|через|подождите/gi;
/** One word or sign that may stand between a cue and its amount. */
const FILLER =
  /^(?:[\s"':=(,~≈_]|(?:in|after|for|at|least|about|approximately|around|another|again|on|by|until|time|delay|of|the|next|your|access|is|will|be|period|dans|après|nach|en|dentro|de|em|após|tra|fra|через)(?![a-z]))/i;
const MAX_FILLERS = 16;
/** The rest of "retry_after: 30" and "'resets_in_seconds': 30", as in the text of a Python dictionary. */
const BARE_NUMBER =
  /^(?:_(?:at|in|after|seconds)){0,2}["']?\s?[:=]\s?["']?(\d{1,16}(?:\.\d{1,17})?)(?!\w|[.:-]\d)/;

// Chinese, Japanese and Korean put the amount first: "30 秒后重试", "30초 후".
const AMOUNT_BEFORE =
  /(?<![\d.])\d(?=[\d.]{0,16}\s?(?:毫|秒|分|[个個]|小|時|天|日|周|週|星|ミ|시|초|일|밀|분))/g;
const AFTER_IT = /^\s?(?:钟|鐘)?(?:[之以]?[后後]|후|뒤|お待ち)/;
const WAIT_FOR_IT = /(?:等待?|稍等|稍候)\s?$/;
const MOMENT_BEFORE = /(?<!\d)20\d\d(?=[-/年]\d)/g;
const RESETS_THEN =
  /^\s?[之以]?[后後]?\s?(?:に|에)?\s?(?:重置|恢[复復]|刷新|解[除封]|再试|重试|リセット|초기화|재설정)/;

/**
 * The wait that a sentence states: "try again in 7m12s", "retry after 86400 seconds", "resets in 2h
 * 13m", "regain access on 2027-01-01 at 00:00 UTC", "30 秒后重试". The first one counts, or the
 * first that says what `which` asks for.
 *
 * @param now milliseconds since 1970
 */
export function readSpokenWait(
  message: string,
  now: number,
  which: 'any' | Spoken['says'],
): number | undefined {
  const text = message.slice(0, MAX_MESSAGE);
  for (const source of [cuedWaits, waitsBeforeCue, momentsBeforeCue]) {
    for (const { waitMs, says } of source(text, now)) {
      if (which === 'any' || which === says) return waitMs;
    }
  }
  return undefined;
}

function* cuedWaits(text: string, now: number): Generator<Spoken> {
  for (const cue of text.matchAll(CUES)) {
    const isReset = cue[1] !== undefined;
    const rest = text.slice(cue.index + cue[0].length, cue.index + cue[0].length + REACH);
    const says = isReset ? 'reset' : 'retry';
    const amount = withoutFillers(rest);
    const duration = durationAtStart(amount) ?? delayOnClock(rest, amount);
    if (duration) {
      yield* spoken(duration.ms, says);
      continue;
    }
    const moment = momentAtStart(amount, now);
    // A moment, unlike a delay, is no guess about when to ask again.
    if (moment) yield* spoken(moment.at - now, 'reset');
    const number = /^re(?:try|set)/i.test(cue[0]) ? BARE_NUMBER.exec(rest)?.[1] : undefined;
    const waitMs = number === undefined ? undefined : parseWait(number, now);
    if (waitMs !== undefined) yield { waitMs, says };
  }
}

/** "in 3:42:12" is a delay, "at 3:42:12" a time of day. */
function delayOnClock(rest: string, amount: string): ReturnType<typeof clockAtStart> {
  const filler = rest.slice(0, rest.length - amount.length);
  return /(?:in|after) $/i.test(filler) ? clockAtStart(amount) : undefined;
}

function withoutFillers(text: string): string {
  let start = 0;
  for (let count = 0; count < MAX_FILLERS; count += 1) {
    const filler = FILLER.exec(text.slice(start, start + 24));
    if (!filler) break;
    start += filler[0].length;
  }
  return text.slice(start);
}

function* waitsBeforeCue(text: string): Generator<Spoken> {
  let end = 0;
  for (const { index } of text.matchAll(AMOUNT_BEFORE)) {
    // "1小时30分钟后" is one amount.
    if (index < end) continue;
    const duration = durationAtStart(text.slice(index, index + REACH));
    if (!duration) continue;
    end = index + duration.length;
    const rest = text.slice(end, end + 24);
    const isDelay =
      AFTER_IT.test(rest) || WAIT_FOR_IT.test(text.slice(Math.max(0, index - 8), index));
    const says = /^.{0,8}(?:重置|恢[复復])/.test(rest) ? 'reset' : 'retry';
    if (isDelay) yield* spoken(duration.ms, says);
  }
}

function* momentsBeforeCue(text: string, now: number): Generator<Spoken> {
  for (const { index } of text.matchAll(MOMENT_BEFORE)) {
    const rest = text.slice(index, index + REACH);
    const end = index + (momentAtStart(rest, now)?.length ?? 0);
    const cue = RESETS_THEN.exec(text.slice(end, end + 16));
    if (end === index || !cue) continue;
    const moment = momentAtStart(rest, now, hoursEastOf(cue[0]));
    if (moment) yield* spoken(moment.at - now, 'reset');
  }
}

/** Chinese providers write the time of Beijing, Japanese and Korean ones theirs, without a zone. */
function hoursEastOf(cue: string): number {
  return /[\u3040-\u30ff\uac00-\ud7af]/.test(cue) ? 9 : 8;
}

function* spoken(milliseconds: number, says: Spoken['says']): Generator<Spoken> {
  const waitMs = toWaitMs(milliseconds);
  if (waitMs !== undefined) yield { waitMs, says };
}
