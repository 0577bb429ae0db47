import 'server-only';
import type { Notice } from '#lib/core/chat/chat-events.ts';
import type { Failure } from '#lib/core/errors/starlight-error.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { perProcess } from '../../registry.ts';
import { type ApiRequest, effortOf } from './api-request.ts';
import type { RepairedRequest } from './repair-api-request.ts';

/** How to repair a request after a failure; null if that does not help. */
type Repair = (
  request: ApiRequest,
  failure: Failure,
  tried: ReadonlySet<string>,
) => RepairedRequest | null;

/** A request without what its upstream is known to refuse. */
type AdaptedRequest = { request: ApiRequest; notices: Notice[]; tried: Set<string> };

/** What upstreams refused of a request and then accepted it without, so that it is not asked for each time. */
export type RefusalMemory = {
  /** Repairs a request in advance, as if it had been refused again. */
  adapt: (request: ApiRequest, repair: Repair) => AdaptedRequest;
  /** The upstream refused this request with this failure, and accepted it once repaired. */
  remember: (refused: ApiRequest, failure: Failure) => void;
  forget: (request: ApiRequest) => void;
};

/** `value`: the refused value of a parameter of which another value may be taken. */
type Refusal = { failure: Failure; value: string | null; forgottenAt: number };

const MAX_MODELS = 1000;
// More parameters than any request has.
const MAX_REFUSALS = 20;
// An organization gets verified, and a server is updated, without a word.
const REMEMBERED_MS = 60 * 60 * 1000;
const MAX_VALUE_LENGTH = 100;
/** Chosen by people, and often refused for their value. The rest is Starlight's own, and always the same. */
const REFUSED_BY_VALUE: ReadonlySet<unknown> = new Set(['temperature', 'top_p']);

/** What this process knows about the upstream at an address. */
export function refusalMemoryOf(baseUrl: string): RefusalMemory {
  return perProcess('refusal-memory', createRefusalMemory)(baseUrl);
}

/** The name under which `openCompletion` counts a failure as tried. */
export function nameOfRefusal({ kind, details }: Failure): string {
  return details?.parameter ?? kind;
}

/**
 * Creates a memory by address, API and model. Beyond `maxModels`, what was learned first is forgotten first;
 * everything is forgotten after an hour.
 *
 * @param now a clock in ms
 */
export function createRefusalMemory(
  maxModels: number = MAX_MODELS,
  now: () => number = Date.now,
): (baseUrl: string) => RefusalMemory {
  const known = new Map<string, Refusal[]>();
  const recall = (key: string) => (known.get(key) ?? []).filter((each) => now() < each.forgottenAt);

  return (baseUrl) => ({
    adapt: (request, repair) =>
      recall(keyOf(baseUrl, request)).reduce<AdaptedRequest>(
        (adapted, refusal) => repairInAdvance(adapted, refusal, repair),
        { request, notices: [], tried: new Set() },
      ),
    remember(refused, { kind, details }) {
      const failure: Failure = { kind, ...(details && { details }) };
      const value = refusedValue(refused, failure);
      if (value !== null && value.length > MAX_VALUE_LENGTH) return;
      const key = keyOf(baseUrl, refused);
      const others = recall(key).filter((each) => !isSame(each, failure, value));
      known.delete(key);
      known.set(
        key,
        [...others, { failure, value, forgottenAt: now() + REMEMBERED_MS }].slice(-MAX_REFUSALS),
      );
      const [oldest] = known.keys();
      if (known.size > maxModels && oldest !== undefined) known.delete(oldest);
    },
    forget: (request) => void known.delete(keyOf(baseUrl, request)),
  });
}

function repairInAdvance(
  adapted: AdaptedRequest,
  { failure, value }: Refusal,
  repair: Repair,
): AdaptedRequest {
  const { request, notices, tried } = adapted;
  if (value !== null && value !== refusedValue(request, failure)) return adapted;
  const repaired = repair(request, failure, tried);
  if (!repaired) return adapted;
  return {
    request: repaired.request,
    notices: repaired.notice ? [...notices, repaired.notice] : notices,
    tried: new Set([...tried, nameOfRefusal(failure)]),
  };
}

function isSame({ failure, value }: Refusal, other: Failure, otherValue: string | null): boolean {
  return (
    failure.kind === other.kind &&
    nameOfRefusal(failure) === nameOfRefusal(other) &&
    failure.details?.reason === other.details?.reason &&
    value === otherValue
  );
}

function keyOf(baseUrl: string, { dialect, body }: ApiRequest): string {
  return `${baseUrl} ${dialect} ${body.model}`;
}

function refusedValue(request: ApiRequest, { details }: Failure): string | null {
  const name = details?.parameter;
  if (name === 'reasoning_effort' || name === 'reasoning.effort') {
    return JSON.stringify(effortOf(request) ?? null);
  }
  return REFUSED_BY_VALUE.has(name)
    ? JSON.stringify(fieldOf(request.body, name ?? '') ?? null)
    : null;
}
