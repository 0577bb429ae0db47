import {
  CalendarClock,
  CircleAlert,
  CreditCard,
  Gauge,
  Hourglass,
  Info,
  WifiOff,
  Wrench,
} from 'lucide-react';
import type { Severity } from '#lib/core/catalogue/catalogue-entry.ts';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';

type Icon = typeof Info;

const BY_SEVERITY: Record<Severity, Icon> = {
  info: Info,
  wait: Hourglass,
  problem: CircleAlert,
  setup: Wrench,
};

// Gives each type of 429 its own icon: a short wait, a daily limit, billing, this site's limit.
const BY_KIND: Partial<Record<ErrorKind, Icon>> = {
  rate_limited_daily: CalendarClock,
  budget_spent: CalendarClock,
  quota_exhausted: CreditCard,
  spend_limit_reached: CreditCard,
  billing_inactive: CreditCard,
  visitor_rate_limited: Gauge,
  too_many_at_once: Gauge,
  offline: WifiOff,
};

/** The icon of a banner: its kind's if it has one, otherwise its severity's. */
export function bannerIcon(kind: ErrorKind, severity: Severity): Icon {
  return BY_KIND[kind] ?? BY_SEVERITY[severity];
}
