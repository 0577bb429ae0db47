import 'server-only';
import type { ErrorKind } from '#lib/core/error-kinds.ts';
import type { ExplainedStatus } from './replies/error-replies.ts';

/** What a question is about. */
export type Topic =
  | { type: 'subject'; subject: Subject }
  | { type: 'status'; status: ExplainedStatus }
  | { type: 'kind'; kind: ErrorKind };

/** The subjects besides statuses and kinds that the simulated model has an answer for. */
export type Subject =
  | 'abilities'
  | 'axios'
  | 'backoff'
  | 'cost'
  | 'deploy'
  | 'hello'
  | 'key_safety'
  | 'markdown'
  | 'model'
  | 'other'
  | 'other_programs'
  | 'pasted_key'
  | 'picture'
  | 'rate_or_quota'
  | 'set_key'
  | 'simulate_help'
  | 'starlight'
  | 'storage'
  | 'test_key'
  | 'thanks';
