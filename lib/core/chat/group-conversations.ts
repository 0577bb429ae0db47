import { createDayCounter } from '../text/day-number.ts';
import type { FormatMomentOptions } from '../text/format-moment.ts';
import { formatDate } from '../text/reader-format.ts';
import type { Conversation } from './chat-log.ts';

/** Conversations under one heading. */
type ConversationGroup = { name: string; conversations: readonly Conversation[] };

/**
 * Groups a list, newest first, for display: Pinned, Today, Yesterday, Previous 7 days, then by month
 * ("October", "October 2025"), and Archived. The months are those of the reader's language, calendar and time zone.
 */
export function groupConversations(
  conversations: readonly Conversation[],
  { now, locale, timeZone }: FormatMomentOptions,
): ConversationGroup[] {
  const dayOf = createDayCounter(timeZone);
  const today = dayOf(now);
  const format = (moment: number, parts: Intl.DateTimeFormatOptions) =>
    formatDate(moment, { ...parts, locale, timeZone });
  const thisYear = format(now, { year: 'numeric' });
  const months = new Map<number, string>();

  const monthOf = (moment: number, day: number): string => {
    const known = months.get(day);
    if (known !== undefined) return known;
    const isThisYear = format(moment, { year: 'numeric' }) === thisYear;
    const name = format(moment, { month: 'long', ...(!isThisYear && { year: 'numeric' }) });
    months.set(day, name);
    return name;
  };
  const nameOf = ({ pinned, archived, updatedAt }: Conversation): string => {
    if (archived) return 'Archived';
    if (pinned) return 'Pinned';
    const day = dayOf(updatedAt);
    // A clock that was ahead has not made anything newer than today.
    if (day >= today) return 'Today';
    if (day === today - 1) return 'Yesterday';
    return day >= today - 7 ? 'Previous 7 days' : monthOf(updatedAt, day);
  };

  const groups = Map.groupBy(conversations, nameOf);
  const pinned = groups.get('Pinned');
  const archived = groups.get('Archived');
  groups.delete('Pinned');
  groups.delete('Archived');
  return [
    ...(pinned ? [{ name: 'Pinned', conversations: pinned }] : []),
    ...Array.from(groups, ([name, own]) => ({ name, conversations: own })),
    ...(archived ? [{ name: 'Archived', conversations: archived }] : []),
  ];
}
