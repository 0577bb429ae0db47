import 'server-only';
import { isRecord } from '#lib/core/json/is-record.ts';

/** An object without the named and the null members; `within` edits the remaining ones. */
export function edit(
  value: unknown,
  dropped: readonly string[],
  within: Readonly<Record<string, (member: unknown) => unknown>> = {},
): unknown {
  if (!isRecord(value)) return value;
  const kept: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === null || dropped.includes(name)) continue;
    const editMember = Object.hasOwn(within, name) ? within[name] : undefined;
    kept[name] = editMember ? editMember(member) : member;
  }
  return kept;
}

/** The same for each value of a list. */
export function editEach(list: unknown, editOne: (value: unknown) => unknown): unknown {
  return Array.isArray(list) ? list.map(editOne) : list;
}
