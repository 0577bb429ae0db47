import { expect, it } from 'vitest';
import { isServerUnreachable } from './is-server-unreachable.ts';

it.each(['chat.example', '192.168.1.7', 'localhost.example', '127.example'])(
  'considers %s unreachable without a network',
  (hostname) => {
    expect(isServerUnreachable({ onLine: false, hostname })).toBe(true);
    expect(isServerUnreachable({ onLine: true, hostname })).toBe(false);
  },
);

it.each(['localhost', '127.0.0.1', '[::1]'])(
  'considers %s reachable without a network',
  (hostname) => {
    expect(isServerUnreachable({ onLine: false, hostname })).toBe(false);
  },
);
