import { formatDate } from '#lib/core/text/reader-format.ts';

/** A local time with its seconds, and with the date unless it is today; ISO 8601 on hover. */
export function LocalTime({ iso }: { iso: string }) {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  const isToday = moment.toDateString() === new Date().toDateString();
  return (
    <time dateTime={iso} title={iso} className="tabular-nums">
      {!isToday && (
        <>
          <span className="whitespace-nowrap">
            {formatDate(moment.getTime(), { day: 'numeric', month: 'short' })}
          </span>{' '}
        </>
      )}
      <span className="whitespace-nowrap">
        {formatDate(moment.getTime(), { timeStyle: 'medium' })}
      </span>
    </time>
  );
}
