import 'server-only';
import { perProcess } from '../../registry.ts';
import type { ApiDialect } from '../api-dialect.ts';

const MAX_MODELS = 1000;

/** In which API an upstream replied for a model, after it refused the other. */
type DialectMemory = {
  recall: (baseUrl: string, model: string) => ApiDialect | null;
  remember: (baseUrl: string, model: string, dialect: ApiDialect) => void;
  forget: (baseUrl: string, model: string) => void;
};

/** The memory of this process, so that only the first message for a model pays for finding out. */
export function dialectMemory(): DialectMemory {
  return perProcess('dialect-memory', createDialectMemory);
}

/** Creates a memory; beyond `maxModels`, what was learned first is forgotten first. */
export function createDialectMemory(maxModels: number = MAX_MODELS): DialectMemory {
  const accepted = new Map<string, ApiDialect>();
  const keyOf = (baseUrl: string, model: string) => `${baseUrl} ${model}`;
  return {
    recall: (baseUrl, model) => accepted.get(keyOf(baseUrl, model)) ?? null,
    remember(baseUrl, model, dialect) {
      const key = keyOf(baseUrl, model);
      accepted.delete(key);
      accepted.set(key, dialect);
      for (const oldest of accepted.keys()) {
        if (accepted.size <= maxModels) break;
        accepted.delete(oldest);
      }
    },
    forget: (baseUrl, model) => void accepted.delete(keyOf(baseUrl, model)),
  };
}
