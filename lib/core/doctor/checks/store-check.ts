import { storeFaultMessage } from '../../catalogue/messages/store-fault-messages.ts';
import { type DoctorCheck, type Finding, fail, pass, warn } from '../doctor-check.ts';
import type { StoreExamination } from '../store-facts.ts';

const VARIABLE = 'REDIS_URL';
const MIN_VERSION = 6;
const KEEPS_EVERYTHING = 'noeviction';
const LOCAL_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Where limits are counted, and whether that works. */
export const storeCheck: DoctorCheck = {
  id: 'store',
  label: 'Store',
  needs: ['mode'],
  async run({ facts: { problems, store }, signal }) {
    const [problem] = problems.filter(({ variable }) => variable === VARIABLE);
    if (problem) {
      const isError = problem.severity === 'error';
      const title = isError
        ? `${VARIABLE} isn't the address of a Redis server`
        : "There is no store, and this host runs several instances, so limits don't hold";
      const text = { detail: problem.problem, fix: problem.fix };
      return isError ? fail(title, text) : warn(title, text);
    }
    if (!store) return pass('Limits are counted in memory, by each process on its own');
    return findingOf(await store.examine(signal));
  },
};

function findingOf(store: StoreExamination): Finding {
  if (!store.ok) {
    const { title, fix } = storeFaultMessage(store.fault, store.variable);
    const where = 'host' in store ? `At ${store.host}. ` : '';
    return fail(title, { detail: `${where}Until it works, chat is refused.`, fix });
  }
  if (store.home === 'file') {
    return pass('What was spent is counted in a file that outlives this process', {
      detail: 'It counts for one server. For several, set REDIS_URL.',
    });
  }
  const { version, policy, host, isEncrypted, hasPassword, ms } = store;
  if (version !== null && Number.parseInt(version, 10) < MIN_VERSION) {
    return warn(`Redis ${version} is older than Starlight expects`, {
      detail: `At ${host}.`,
      fix: `Update it to ${MIN_VERSION} or newer, or to Valkey.`,
    });
  }
  if (policy !== null && policy !== KEEPS_EVERYTHING) {
    return warn('Redis drops data when its memory is full, and with it what was counted', {
      detail: `Its maxmemory-policy is ${policy}. If it drops the day's budget, chat stops for seconds, and ended sessions may be valid again.`,
      fix: `redis-cli CONFIG SET maxmemory-policy ${KEEPS_EVERYTHING}`,
    });
  }
  if (hasPassword && !isEncrypted && isPublic(host)) {
    return warn('The password of Redis crosses the network unencrypted', {
      detail: `${VARIABLE} starts with redis://, and ${host} isn't on this machine or a private network.`,
      fix: 'Use rediss:// if the server offers TLS.',
    });
  }
  return pass(`Redis at ${host} counts for all instances, and answers in ${Math.max(1, ms)} ms`, {
    detail: store.isLogged === false ? NOT_LOGGED : undefined,
  });
}

const NOT_LOGGED =
  'It keeps no append-only file, so if it crashes it forgets its last seconds or minutes. Running instances give back what they know.';

function isPublic(host: string): boolean {
  const name = host.replace(/:\d+$/, '');
  return !LOCAL_HOST.test(name) && name.includes('.') && !/^(10|172|192)\./.test(name);
}
