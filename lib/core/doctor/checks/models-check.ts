import type { Failure } from '../../errors/starlight-error.ts';
import { failureOfModelList } from '../../models/failure-of-model-list.ts';
import { readModelList } from '../../models/read-model-list.ts';
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
import { findApiAddress } from '../find-api-address.ts';
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
    const models = readModelList(answer);
    if (models !== null) {
      memory.listedModels = models.filter(({ id }) => !facts.holdsKey(id));
      return pass(`${facts.upstream.name} accepts the key`, {
        detail:
          models.length === 1
            ? 'One model is available to it.'
            : `${models.length} models are available to it.`,
      });
    }
    const failure = failureOfModelList(answer, facts.upstream.baseUrl);
    memory.failures.set('models', failure);
    return await findingOf(failure, answer, run);
  },
};

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
