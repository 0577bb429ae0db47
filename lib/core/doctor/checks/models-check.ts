import { MODEL_ID } from '../../chat/model-id.ts';
import { isErrorPayload } from '../../classify/classify-error-event.ts';
import { classifyUpstreamError } from '../../classify/classify-upstream-error.ts';
import type { Failure } from '../../errors/starlight-error.ts';
import { fieldOf } from '../../json/field-of.ts';
import { parseJson } from '../../json/parse-json.ts';
import {
  type DoctorCheck,
  type DoctorRun,
  type Finding,
  fail,
  pass,
  warn,
} from '../doctor-check.ts';
import type { DoctorFacts, WireAnswer } from '../doctor-facts.ts';
import { describeAnswer, findingOfFailure, findingOfThrown } from '../failure-findings.ts';
import { findApiAddress } from '../find-api-address.ts';
import { upstreamProvider } from '../key-page.ts';
import { findingOfRefusedKey } from '../refused-key.ts';

/** Whether the key is accepted at all, tested with the cheapest request that needs one. */
export const modelsCheck: DoctorCheck = {
  id: 'models',
  label: 'List of models',
  needs: ['tls'],
  uses: ['git'],
  async run(run) {
    const { facts, signal, memory } = run;
    let answer: WireAnswer;
    try {
      answer = await facts.wire.request({ path: '/models' }, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      const { failure, ...finding } = findingOfThrown(error, facts);
      memory.failures.set('models', failure);
      return finding;
    }
    memory.answer = answer;
    const models = readModelIds(answer);
    if (models !== null) {
      memory.offeredModels = models.filter((id) => !facts.holdsKey(id));
      return pass(`${facts.upstream.name} accepts the key`, {
        detail:
          models.length === 1
            ? 'One model is available to it.'
            : `${models.length} models are available to it.`,
      });
    }
    const failure = failureOf(answer, facts);
    memory.failures.set('models', failure);
    return await findingOf(failure, answer, run);
  },
};

/** The failure in a response to `GET /models`, including a 2xx that is not a list. */
function failureOf(answer: WireAnswer, facts: Pick<DoctorFacts, 'upstream'>): Failure {
  const provider = upstreamProvider(facts)?.id ?? null;
  const failure = classifyUpstreamError({ ...answer, provider }, answer.receivedAtMs);
  // JSON without a list is not an API's response to this path.
  return failure.kind === 'reply_invalid' ? { ...failure, kind: 'not_an_api' } : failure;
}

async function findingOf(failure: Failure, answer: WireAnswer, run: DoctorRun): Promise<Finding> {
  const { facts, signal } = run;
  const { name } = facts.upstream;
  switch (failure.kind) {
    case 'key_invalid':
    case 'key_malformed':
      return findingOfRefusedKey(failure, answer, run);
    case 'key_missing':
      return {
        ...findingOfFailure(failure, facts, answer),
        title: `${name} received no key, although one was sent`,
        detail: `Something along the way removes the Authorization header. ${describeAnswer(failure, facts, answer)}`,
        fix: 'Look for a proxy or gateway between this server and the address in OPENAI_BASE_URL that drops the Authorization header, or expects the key in another one (api-key, x-api-key).',
      };
    case 'missing_scopes':
      return warn("The key is restricted: it can't list models", {
        detail: `That alone isn't a problem; the checks below show whether it can chat. ${describeAnswer(failure, facts, answer)}`,
      });
    case 'rate_limited':
    case 'rate_limited_daily':
    case 'overloaded':
      return { ...findingOfFailure(failure, facts, answer), status: 'warn' };
    case 'wrong_url':
    case 'not_an_api':
    case 'model_not_found':
    case 'upstream_redirected':
    case 'reply_empty': {
      const address = await findApiAddress(facts, signal);
      if (address !== null) {
        return fail("OPENAI_BASE_URL doesn't lead to the API", {
          detail: `${address.says} ${describeAnswer(failure, facts, answer)}`,
          fix: `OPENAI_BASE_URL=${address.baseUrl}`,
        });
      }
      const mayHaveNone = answer.status === 404 || answer.status === 405;
      return mayHaveNone
        ? warn(`${name} has no list of models`, {
            detail: 'Some services have none; the checks below show whether the key works.',
          })
        : findingOfFailure(failure, facts, answer);
    }
    case 'server_error':
      return failure.details?.reason === 'auth_outage'
        ? authOutage(findingOfFailure(failure, facts, answer), name)
        : findingOfFailure(failure, facts, answer);
    default:
      return findingOfFailure(failure, facts, answer);
  }
}

function authOutage(finding: Finding, name: string): Finding {
  return {
    ...finding,
    title: `${name} can't check keys right now; this key isn't at fault`,
    fix: `Don't replace the key. Wait until ${name} has fixed it, then run the doctor again.`,
  };
}

/** The IDs in OpenAI's list of models; null if the response is not a list. */
function readModelIds({ status, body }: WireAnswer): string[] | null {
  if (status < 200 || status > 299) return null;
  const value = parseJson(body);
  if (value === undefined || isErrorPayload(value)) return null;
  const list = Array.isArray(value) ? value : fieldOf(value, 'data');
  if (!Array.isArray(list)) return null;
  return list.flatMap((model: unknown) => {
    const id = fieldOf(model, 'id');
    return typeof id === 'string' && MODEL_ID.test(id) ? [id] : [];
  });
}
