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
import type { ErrorKind } from '#lib/core/error-kinds.ts';

type Icon = typeof Info;

const BY_SEVERITY: Record<Severity, Icon> = {
  info: Info,
  wait: Hourglass,
  problem: CircleAlert,
  setup: Wrench,
};

// So that no two sorts of 429 look the same: a pause, a day, money, a limit of this site.
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

/** The icon of a banner: of its kind where that has one, else of its severity. */
export function bannerIcon(kind: ErrorKind, severity: Severity): Icon {
  return BY_KIND[kind] ?? BY_SEVERITY[severity];
}
