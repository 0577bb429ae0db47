import { expect, it } from 'vitest';
import { hasNoWayOut } from './has-no-way-out.ts';

it.each(['chat.example', '192.168.1.7', 'localhost.example', '127.example'])(
  'knows without a network that %s cannot be reached',
  (hostname) => {
    expect(hasNoWayOut({ onLine: false, hostname })).toBe(true);
    expect(hasNoWayOut({ onLine: true, hostname })).toBe(false);
  },
);

it.each(['localhost', '127.0.0.1', '[::1]'])(
  'takes %s for reachable, since no network is between',
  (hostname) => {
    expect(hasNoWayOut({ onLine: false, hostname })).toBe(false);
  },
);
