import type { Failure } from '../errors/starlight-error.ts';
import { OPENAI, OPENAI_KEY_PAGE } from '../providers/sites/openai-site.ts';
import type { DoctorRun, Finding } from './doctor-check.ts';
import { fail } from './doctor-check.ts';
import type { WireAnswer } from './doctor-facts.ts';
import { describeAnswer, findingOfFailure } from './failure-findings.ts';
import { findUpstreamKeyPage } from './key-page.ts';
import { describeKey, stepsText } from './key-text.ts';
import type { CheckResult } from './report/doctor-report.ts';

/** Explains why an upstream rejects a key; else says how to find out. */
export function findingOfRefusedKey(failure: Failure, answer: WireAnswer, run: DoctorRun): Finding {
  // Leaked or expired: the upstream has said what no check can find out.
  const saysWhy = failure.kind === 'key_invalid' && failure.details?.reason !== undefined;
  const explained = saysWhy ? null : findingOfEarlierChecks(failure, answer, run);
  if (explained !== null) return explained;
  const { facts, results } = run;
  // If nothing but the status speaks against the key, it should not be replaced yet.
  if (saysWhy || failure.certainty === 'guessed') return findingOfFailure(failure, facts, answer);
  const response = describeAnswer(failure, facts, answer);
  return facts.upstream.name === 'OpenAI'
    ? findingOfUnknownCause(facts.key ?? '', response, results.get('git'))
    : findingElsewhere(facts, response, results.get('address'));
}

/** The explanation that an earlier check gives; `null` if it found nothing. */
function findingOfEarlierChecks(
  failure: Failure,
  answer: WireAnswer,
  { facts, results, memory }: DoctorRun,
): Finding | null {
  const { name } = facts.upstream;
  const response = describeAnswer(failure, facts, answer);
  const source = results.get('source');
  if (source?.status === 'warn' && memory.hiddenKeyIn !== undefined) {
    return fail(`${name} rejected the key in use, which hides the one in ${memory.hiddenKeyIn}`, {
      detail: `${source.title}. ${source.detail ?? ''} ${response}`,
      fix: source.fix,
    });
  }
  const shape = results.get('shape');
  if (shape?.status === 'warn') {
    return fail(`${name} rejected this key: ${lowerFirst(shape.title)}`, {
      detail: `${shape.detail ?? ''} ${response}`,
      fix: shape.fix,
      link: shape.link,
    });
  }
  if (failure.kind === 'key_malformed') {
    // The key was well-formed when it was sent, so the configuration is not at fault.
    return fail(`${name} received something other than the key`, {
      detail: `Something along the way puts another value in the Authorization header. ${response}`,
      fix: 'Look for a proxy or gateway between this server and the address in OPENAI_BASE_URL that sets the Authorization header itself.',
    });
  }
  const pairing = results.get('pairing');
  if (pairing?.status === 'warn') {
    return fail(`${name} rejected this key; it may belong to another service`, {
      detail: `${pairing.detail ?? ''} It ${describeKey(facts.key ?? '')}. ${response}`,
      fix: stepsText([pairing.fix ?? '', `If it's from ${name}, create a new one and restart.`]),
      link: findUpstreamKeyPage(facts).link,
    });
  }
  return null;
}

function findingElsewhere(
  facts: DoctorRun['facts'],
  response: string,
  address: CheckResult | undefined,
): Finding {
  const { name } = facts.upstream;
  const { where, link } = findUpstreamKeyPage(facts);
  const newKey = link === undefined ? `Get a key from ${name}` : `Create a key at ${where}`;
  const otherAddress = address?.status === 'warn' ? (address.fix ?? '') : '';
  return fail(`${name} rejected this key`, {
    detail: `It may be revoked, mistyped, or belong to another service. It ${describeKey(facts.key ?? '')}. ${response}`,
    fix: stepsText(
      [otherAddress, `${newKey}, put it in OPENAI_API_KEY and restart.`].filter(Boolean),
    ),
    link,
  });
}

/** OpenAI's response is the same for a key that was revoked, deleted with its project, or mistyped. */
function findingOfUnknownCause(
  key: string,
  response: string,
  git: { status: string; title: string } | undefined,
): Finding {
  const published = git?.status === 'fail' && git.title.startsWith('The key is in the git history');
  const why = published
    ? `${git.title}, and OpenAI revokes keys it finds in public.`
    : "It looks complete. OpenAI's response is the same for a key that was revoked, deleted with its project or changed by one letter, so the doctor can't tell which.";
  return fail('OpenAI rejected this key', {
    detail: `${why} It ${describeKey(key)}. ${response} To find out, look in the list of keys: if it's missing, it was revoked or deleted; if it's there, it was changed when it was copied. A key created in the last 15 minutes may not work everywhere yet.`,
    fix: stepsText([
      `Create a new key at ${OPENAI_KEY_PAGE}.`,
      'Put it in OPENAI_API_KEY and restart (on Vercel: redeploy).',
    ]),
    link: OPENAI.pages.keys,
  });
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
