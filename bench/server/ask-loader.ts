import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { jobs } from './loader-jobs.ts';

type Jobs = typeof jobs;

export type Loader = {
  ask: <Name extends keyof Jobs>(
    name: Name,
    argument: Parameters<Jobs[Name]>[0],
  ) => Promise<Awaited<ReturnType<Jobs[Name]>>>;
  stop: () => void;
};

/** Starts the process that makes the load. */
export function startLoader(): Loader {
  const child = fork(path.join(import.meta.dirname, 'loader.ts'));
  return {
    async ask(name, argument) {
      child.send({ name, argument });
      const [{ result, failed }] = await once(child, 'message');
      if (failed !== undefined) throw new Error(`${name}: ${failed}`);
      return result;
    },
    stop: () => child.kill(),
  };
}
