import { formatDate } from '../text/reader-format.ts';
import { shutdownDateOf } from './shut-down-models.ts';

/** A model that will stop answering, or has stopped. */
type Shutdown = { isOver: boolean; day: string };

/**
 * @param date ISO 8601, as in `OfferedModel.shutdownDate`
 * @param now ms since 1970
 */
export function readShutdown(date: string, now: number): Shutdown {
  const time = Date.parse(date);
  const day = formatDate(time, { dateStyle: 'medium', timeZone: 'UTC' });
  return { isOver: time <= now, day };
}

/** `Retires Dec 11, 2026`, or `Retired` from that day on. */
export function describeShutdown(date: string, now: number): string {
  const { isOver, day } = readShutdown(date, now);
  return `${isOver ? 'Retired' : 'Retires'} ${day}`;
}

/** Why a model of an old conversation is gone, as far as Starlight knows. */
export function describeGoneModel(model: string, upstreamName: string, now: number): string {
  const gone = `${model} is no longer offered here`;
  const date = upstreamName === 'OpenAI' ? shutdownDateOf(model) : null;
  if (date === null) return `${gone}.`;
  const { isOver, day } = readShutdown(date, now);
  return isOver ? `${gone}; OpenAI retired it on ${day}.` : `${gone}; OpenAI retires it on ${day}.`;
}
