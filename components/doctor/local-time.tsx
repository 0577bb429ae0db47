const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit' };
const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };

/** A local time, with the date unless it is today; ISO 8601 on hover. */
export function LocalTime({ iso }: { iso: string }) {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  const isToday = moment.toDateString() === new Date().toDateString();
  return (
    <time dateTime={iso} title={iso} className="whitespace-nowrap tabular-nums">
      {!isToday && `${moment.toLocaleDateString('en-US', DAY)} `}
      {/* Log times use a 24-hour clock. */}
      {moment.toLocaleTimeString('en-GB', TIME)}
    </time>
  );
}
