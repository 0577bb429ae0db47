import { randomUUID } from 'node:crypto';
import type { Plan } from './plan.ts';

/** Where a contender takes requests. */
export type Target = {
  url: string;
  headers: Record<string, string>;
  /** Whose request it takes: Starlight's own, or OpenAI's. */
  format: 'starlight' | 'openai';
  /** Its process; 0 for none. */
  pid: number;
};

/** The body of a request that is answered as the plan says. */
export function bodyFor({ format }: Target, plan: Omit<Plan, 'id'> & { id?: string }): string {
  const turnId = randomUUID();
  const messages = [
    { role: 'user', content: 'What is measured here?' },
    { role: 'assistant', content: 'What a proxy adds to a stream.' },
    { role: 'user', content: JSON.stringify({ id: turnId, ...plan }) },
  ];
  return JSON.stringify(
    format === 'starlight' ? { messages, turnId } : { model: 'bench', messages, stream: true },
  );
}
