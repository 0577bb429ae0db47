import { OPENAI_PAGES } from '../../catalogue/openai-pages.ts';
import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { Failure } from '../../errors/starlight-error.ts';
import { askOneToken } from '../ask-one-token.ts';
import { describeDialect, describeRuledOut } from '../describe-dialect.ts';
import {
  type DoctorCheck,
  type DoctorRun,
  type Finding,
  fail,
  pass,
  warn,
} from '../doctor-check.ts';
import type { WireAnswer } from '../doctor-facts.ts';
import { describeAnswer, findingOfFailure, findingOfThrown } from '../failure-findings.ts';
import { findUpstreamKeyPage, upstreamProvider } from '../key-page.ts';
import { stepsText } from '../key-text.ts';
import { defaultModelOf, withModelToAsk } from '../model-to-ask.ts';
import { findingOfRefusedKey } from '../refused-key.ts';
import { suggestModels } from '../suggest-models.ts';

/** Kinds whose titles below claim more than a status says. */
const SPECIFIC_TITLES: readonly ErrorKind[] = ['quota_exhausted', 'rate_limited', 'overloaded'];

/** Whether the default model responds. Costs one token, or 16 through the Responses API. */
export const completionCheck: DoctorCheck = {
  id: 'completion',
  label: 'One-token reply',
  needs: ['models'],
  run: (given) =>
    attempt(given, async (run) => {
      const { facts, signal, memory } = run;
      const result = await askOneToken(facts, { stream: false }, signal);
      memory.answer = result.answer;
      const { name } = facts.upstream;
      if (result.ok) {
        const detail = describeDialect(result.dialect, result.choice, name);
        return pass(`${defaultModelOf(facts)} responds`, { detail });
      }
      memory.failures.set('completion', result.failure);
      if (result.worksIn) {
        return fail(`STARLIGHT_API rules out the API that ${defaultModelOf(facts)} needs`, {
          detail: describeRuledOut(result.worksIn, result.dialect, name),
          fix: 'STARLIGHT_API=auto',
        });
      }
      return findingOf(result.failure, result.answer, run);
    }),
};

/** Whether replies can be streamed. Costs as much again. */
export const streamCheck: DoctorCheck = {
  id: 'stream',
  label: 'One-token streamed reply',
  needs: ['completion'],
  run: (given) =>
    attempt(given, async (run) => {
      const { facts, signal, memory } = run;
      const result = await askOneToken(facts, { stream: true }, signal);
      if (result.answer.headers.get('x-ratelimit-limit-requests')) memory.answer = result.answer;
      if (result.ok && result.unstreamed) {
        return warn(`${facts.upstream.name} doesn't stream`, {
          detail: 'Replies appear all at once.',
        });
      }
      if (result.ok) return pass('Replies are streamed');
      memory.failures.set('stream', result.failure);
      if (result.failure.kind === 'organization_unverified') {
        return warn(`The organization must be verified to stream ${defaultModelOf(facts)}`, {
          detail: 'Until then, Starlight requests whole replies, which appear all at once.',
          fix: `Verify the organization in its settings at ${facts.upstream.name}.`,
          ...(isOpenAi(facts) && { link: OPENAI_PAGES.organization.href }),
        });
      }
      return findingOf(result.failure, result.answer, run);
    }),
};

async function attempt(
  given: DoctorRun,
  act: (run: DoctorRun) => Promise<Finding>,
): Promise<Finding> {
  const run = withModelToAsk(given);
  if (run === null) {
    return warn('No model to ask', {
      detail:
        "Only patterns in STARLIGHT_MODELS choose a model, and the upstream's list has none that match.",
      fix: 'Put the name of a model first in STARLIGHT_MODELS.',
      blocks: true,
    });
  }
  try {
    return await act(run);
  } catch (error) {
    if (run.signal.aborted) throw error;
    const { failure: _, ...finding } = findingOfThrown(error, run.facts);
    return finding;
  }
}

function findingOf(failure: Failure, answer: WireAnswer, run: DoctorRun): Finding {
  const { facts, results } = run;
  const finding = findingOfFailure(failure, facts, answer);
  const accepted = results.get('models')?.status === 'pass';
  const but = (what: string, more: Partial<Finding> = {}): Finding => ({
    ...finding,
    title: accepted ? `The key is valid, but ${what}` : finding.title,
    ...more,
  });
  const model = defaultModelOf(facts);
  if (failure.certainty === 'guessed' && SPECIFIC_TITLES.includes(failure.kind)) return finding;
  switch (failure.kind) {
    case 'key_invalid':
    case 'key_malformed':
      return findingOfRefusedKey(failure, answer, run);
    case 'model_not_allowed':
      return but(`its project can't use ${model}`, otherModel(run, finding));
    case 'model_not_found':
      return but(`${model} isn't available to it`, otherModel(run, finding));
    case 'missing_scopes':
      return missingScopes(finding, accepted, facts);
    case 'quota_exhausted':
      return but('its account is out of credit');
    case 'spend_limit_reached':
      return but('a spending limit has been reached');
    case 'billing_inactive':
      return but("billing isn't active for its account");
    case 'organization_unverified':
      return but(`its organization must be verified to use ${model}`);
    case 'rate_limited':
    case 'rate_limited_daily':
    case 'overloaded':
      return { ...but('a limit is reached right now'), status: 'warn', blocks: true };
    case 'bad_request':
    case 'unsupported_parameter':
    case 'context_too_long':
    case 'message_too_long':
    case 'request_too_large':
    case 'content_flagged':
      // An upstream checks the key first, so the key is not at fault; some reasoning models reject a
      // limit of one token.
      return warn(`The key is accepted, but ${model} rejected a one-token request`, {
        detail: `Some models need more tokens to think, so this alone isn't a problem. ${describeAnswer(failure, facts, answer)}`,
        blocks: true,
      });
    default:
      return finding;
  }
}

function otherModel({ facts, memory }: DoctorRun, finding: Finding): Partial<Finding> {
  const listed = memory.listedModels ?? [];
  const available = facts.upstream.models
    .slice(1)
    .filter((id) => listed.some((model) => model.id === id));
  const wanted = defaultModelOf(facts);
  const usable = listed.filter(({ id }) => id !== wanted);
  // With patterns, the others are whatever matched.
  const models =
    available.length > 0 && !facts.upstream.modelSelection
      ? available
      : suggestModels(wanted, usable);
  return models.length === 0
    ? {}
    : { fix: stepsText([`STARLIGHT_MODELS=${models.join(',')}`, finding.fix ?? '']).trim() };
}

function isOpenAi(facts: DoctorRun['facts']): boolean {
  return upstreamProvider(facts)?.id === 'openai';
}

function missingScopes(finding: Finding, accepted: boolean, facts: DoctorRun['facts']): Finding {
  const both = accepted
    ? "It can list models but can't call them."
    : "It can't list models or call them.";
  return fail("The key is valid but restricted: it can't chat", {
    detail: `${both} ${finding.detail ?? ''}`,
    fix: stepsText([
      isOpenAi(facts)
        ? `Edit the key at ${findUpstreamKeyPage(facts).where} and enable Model capabilities: Write${accepted ? '' : ' and Models: Read'}.`
        : `At ${findUpstreamKeyPage(facts).where}, allow the key to call models${accepted ? '' : ' and to list them'}.`,
      'Then wait; changes can take up to 15 minutes to take effect.',
    ]),
    link: finding.link,
  });
}
