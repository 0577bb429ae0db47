import { describe, expect, test } from 'vitest';
import { CHAT_COMMANDS } from '#components/commands/chat-commands.ts';
import { paletteGroups } from '#components/palette/palette-groups.ts';
import { SHORTCUTS } from '#lib/client/commands/shortcuts.ts';
import { conversationOf } from '#tests/support/store-fixtures.ts';

const NOW = Date.UTC(2026, 10, 30);

function groupsFor(typed: string, more: Partial<Parameters<typeof paletteGroups>[0]> = {}) {
  const groups = paletteGroups({
    typed,
    conversations: ['c1', 'c2'].map((id) => conversationOf({ id, updatedAt: NOW })),
    shownId: 'c1',
    commands: CHAT_COMMANDS,
    models: [{ id: 'small' }, { id: 'large' }],
    model: 'small',
    hits: null,
    now: NOW,
    ...more,
  });
  return groups.map(({ name, options }) => [name, ...options.map(({ id }) => id)]);
}

describe('the palette', () => {
  test('lists other recent conversations and every action at first', () => {
    const [recent, actions] = groupsFor('  ');
    expect(recent).toEqual(['Recent conversations', 'conversation-c2']);
    expect(actions).toHaveLength(CHAT_COMMANDS.length + 1);
  });

  test('finds actions by any of their words, and models that are not in use', () => {
    expect(groupsFor('night')).toEqual([]);
    expect(groupsFor('DARK theme')).toEqual([['Actions', 'command-theme-dark']]);
    expect(groupsFor('401')).toEqual([['Actions', 'command-guide']]);
    expect(groupsFor('large')).toEqual([['Models', 'model-large']]);
    expect(groupsFor('small')).toEqual([]);
  });

  test('does not offer archived conversations as recent', () => {
    const conversations = [conversationOf({ id: 'c2', archived: true })];
    expect(groupsFor('', { conversations })[0]?.[0]).toBe('Actions');
  });

  test('lists messages last, with their conversation, writer and day', () => {
    const conversation = conversationOf({ id: 'c2', title: 'A title', updatedAt: NOW });
    const snippet = [{ text: 'dark', isMatch: true }];
    const hit = { conversation, messageId: 'm1', role: 'user' as const, createdAt: NOW, snippet };
    const groups = paletteGroups({
      typed: 'dark',
      conversations: [],
      shownId: 'c1',
      commands: CHAT_COMMANDS,
      models: [],
      model: '',
      hits: { titles: [], messages: [hit], hasMore: false },
      now: NOW,
    });
    expect(groups.at(-1)).toMatchObject({
      name: 'Messages',
      options: [{ id: 'message-m1', detail: 'A title · You · Today', label: snippet }],
    });
  });
});

describe('the commands', () => {
  test('have every shortcut that the message field does not handle, once', () => {
    const wanted = Object.entries(SHORTCUTS).flatMap(([id, shortcut]) =>
      'scope' in shortcut ? [] : [id],
    );
    const given = CHAT_COMMANDS.flatMap(({ shortcut }) => shortcut ?? []);
    expect(given.filter((id) => !('scope' in SHORTCUTS[id])).sort()).toEqual(wanted.sort());
  });

  test('have IDs and names of their own', () => {
    expect(new Set(CHAT_COMMANDS.map(({ id }) => id)).size).toBe(CHAT_COMMANDS.length);
    expect(new Set(CHAT_COMMANDS.map(({ label }) => label)).size).toBe(CHAT_COMMANDS.length);
  });
});
