import { localRecords } from './local-records.ts';

/** What the page remembers of itself from one visit to the next. */
export type Settings = {
  lastConversationId: string | null;
  sidebarOpen: boolean;
  /** The model chosen last; may no longer be offered. */
  model: string | null;
};

const PREFIX = 'starlight:';

// By hand: these are read before the first paint, and a schema library is not loaded by then.
const SETTINGS: {
  [Name in keyof Settings]: { unset: Settings[Name]; fits: Guard<Settings[Name]> };
} = {
  lastConversationId: { unset: null, fits: isShortText },
  sidebarOpen: { unset: true, fits: isBoolean },
  model: { unset: null, fits: isShortText },
};

type Guard<T> = (value: unknown) => value is T;

/** A setting, or what it is when nothing (or nothing that fits) is stored. Never throws. */
export function readSetting<Name extends keyof Settings>(name: Name): Settings[Name] {
  const { unset, fits } = SETTINGS[name];
  try {
    const value: unknown = JSON.parse(localRecords.read(PREFIX + name) ?? 'null');
    return fits(value) ? value : unset;
  } catch {
    // Not JSON: as if it were not there.
    return unset;
  }
}

/** Remembers a setting. Never throws; where storage is blocked it lasts as long as the page. */
export function writeSetting<Name extends keyof Settings>(name: Name, value: Settings[Name]): void {
  localRecords.write(PREFIX + name, JSON.stringify(value));
}

function isShortText(value: unknown): value is string | null {
  return value === null || (typeof value === 'string' && value !== '' && value.length <= 200);
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}
