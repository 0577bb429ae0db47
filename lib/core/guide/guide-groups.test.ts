import { expect, it } from 'vitest';
import { ERROR_KINDS } from '../errors/error-kinds.ts';
import { GUIDE_GROUPS, GUIDE_KINDS, groupOfKind, kindsOfGroup } from './guide-groups.ts';

it('has every kind in exactly one chapter', () => {
  const listed = GUIDE_GROUPS.flatMap(({ id }) => kindsOfGroup(id));
  expect([...listed].sort()).toEqual(Object.keys(ERROR_KINDS).sort());
  expect(listed).toHaveLength(GUIDE_KINDS.length);
});

it('groupOfKind returns the chapter a kind is in', () => {
  for (const group of GUIDE_GROUPS) {
    expect(kindsOfGroup(group.id).length).toBeGreaterThan(5);
    for (const kind of kindsOfGroup(group.id)) expect(groupOfKind(kind)).toBe(group);
  }
});
