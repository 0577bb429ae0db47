import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHATGPT,
  CHATGPT_PICTURE,
  CLAUDE,
  LIBRECHAT,
  NEXTCHAT,
  OPEN_WEBUI,
} from '#tests/fixtures/imports/foreign-exports.ts';
import { pathTo } from '../chat/conversation-tree.ts';
import { buildImported } from './build-imported.ts';
import type { ForeignConversation } from './foreign-conversation.ts';
import { ImportRefusal } from './import-fault.ts';
import { recognizeExport } from './recognize-export.ts';

const PICTURE = 'data:image/png;base64,iVBORw0KGgo=';
const urls = new Map([[CHATGPT_PICTURE, PICTURE]]);

function importedFrom(value: unknown) {
  const [foreign] = recognizeExport(value).conversations;
  if (!foreign) throw new Error('not recognized');
  const built = buildImported(foreign, urls);
  if (!built) throw new Error('nothing to keep');
  const { conversation, messages } = built;
  const path = pathTo(messages, conversation.leafId);
  return { conversation, messages, path, leftOut: foreign.leftOut };
}

describe('an export of ChatGPT', () => {
  const { conversation, messages, path, leftOut } = importedFrom(CHATGPT);

  it('keeps its visible path, with thoughts, picture and text of a reply as one message', () => {
    expect(conversation).toMatchObject({
      ...{ id: 'chatgpt-gpt-1', title: 'Deploy', renamed: true, model: null },
      ...{ createdAt: 1_756_000_000_500, updatedAt: 1_756_000_400_000 },
    });
    expect(path.map(({ role, text, status }) => [role, text, status])).toEqual([
      ['user', 'How do I roll back?', 'done'],
      ['assistant', 'Run `helm rollback`.', 'done'],
      ['user', 'And then?', 'done'],
      ['assistant', 'Half of', 'stopped'],
    ]);
    expect(path[1]).toMatchObject({
      ...{ thinking: '**Thinking**\n\nHelm, then.', images: [PICTURE], model: 'gpt-5' },
      sources: [{ url: 'https://helm.sh/', title: 'Helm' }],
    });
  });

  it('keeps its branches, and counts what it leaves out', () => {
    const [question] = messages;
    const siblings = messages.filter(({ parentId }) => parentId === question?.id);
    expect(siblings.map(({ text }) => text)).toEqual(['Run `helm rollback`.', 'Another answer']);
    expect(JSON.stringify(messages)).not.toMatch(/private|draw\(\)|javascript/);
    expect(leftOut).toEqual({ pictures: 3, files: 2, tools: 0 });
  });
});

it('an export of Claude keeps branches, thinking and artifacts', () => {
  const { conversation, messages, path, leftOut } = importedFrom(CLAUDE);
  expect(conversation).toMatchObject({ id: 'claude-claude-1', title: 'Anchovies' });
  expect(messages.map(({ text }) => text)).toEqual([
    'Read this',
    'Puttanesca.\n\n**Recipe**\n\n```markdown\n# Boil\n```',
    'Or pizza.',
  ]);
  expect(messages[1]).toMatchObject({
    thinking: 'Fish.',
    sources: [{ url: 'https://pasta.example/', title: 'Pasta' }],
  });
  // The newest branch, as Claude shows it.
  expect(path.map(({ text }) => text)).toContain('Or pizza.');
  expect(path).toHaveLength(2);
  expect(leftOut).toEqual({ pictures: 1, files: 1, tools: 1 });
});

it('an old export of Claude, without parents, is a chain', () => {
  const chat_messages = CLAUDE.chat_messages.map((message) => ({
    ...message,
    parent_message_uuid: undefined,
  }));
  const { path } = importedFrom({ ...CLAUDE, chat_messages: chat_messages.slice(0, 2) });
  expect(path.map(({ role }) => role)).toEqual(['user', 'assistant']);
});

it('an export of Open WebUI keeps branches, thinking and pictures of replies', () => {
  const { conversation, messages, path, leftOut } = importedFrom(OPEN_WEBUI);
  expect(conversation).toMatchObject({ id: 'open-webui-owui-1', createdAt: 1_700_000_000_000 });
  expect(messages).toHaveLength(3);
  expect(messages[1]).toMatchObject({ text: '255', thinking: '15 < 17', model: 'deepseek-r1' });
  expect(path[1]).toMatchObject({
    ...{ text: 'It is 255.', status: 'stopped' },
    images: ['data:image/png;base64,AAAA'],
  });
  expect(leftOut).toEqual({ pictures: 2, files: 2, tools: 1 });
});

it('an old export of Open WebUI, a list, is a chain', () => {
  const messages = [
    { role: 'user', content: 'Hi', timestamp: 1 },
    { role: 'assistant', content: 'Hello', timestamp: 2 },
  ];
  expect(importedFrom({ id: 'x', chat: { title: 'T', messages } }).path).toHaveLength(2);
});

it('an export of LibreChat keeps branches and thinking, and leaves out failures', () => {
  const { conversation, messages, leftOut } = importedFrom(LIBRECHAT);
  expect(conversation).toMatchObject({ id: 'librechat-libre-1', title: 'Activate' });
  expect(messages.map(({ text, status }) => [text, status])).toEqual([
    ['How?', 'done'],
    ['Like this.\n\nAnd this.', 'done'],
    ['Half', 'stopped'],
  ]);
  expect(messages[1]).toMatchObject({ thinking: 'Hm.', model: 'gpt-4-turbo' });
  expect(new Set(messages.slice(1).map(({ parentId }) => parentId)).size).toBe(1);
  expect(leftOut.tools).toBe(1);
});

it('a LibreChat conversation of 2,000 messages, as deep as long, is read', () => {
  let tree: object[] = [];
  for (let at = 2000; at > 0; at -= 1)
    tree = [{ messageId: `m${at}`, isCreatedByUser: at % 2 === 1, text: `t${at}`, children: tree }];
  const { path } = importedFrom({ conversationId: 'deep', messages: tree });
  expect(path).toHaveLength(2000);
});

it('a backup of NextChat keeps its sessions, without system messages', () => {
  const { conversations } = recognizeExport(NEXTCHAT);
  expect(conversations).toHaveLength(2);
  const { conversation, path, leftOut } = importedFrom(NEXTCHAT);
  expect(conversation).toMatchObject({ id: 'nextchat-next-1', title: 'Hello' });
  expect(path.map(({ text, model }) => [text, model])).toEqual([
    ['What is it?', undefined],
    ['A cat.', 'gpt-4o-mini'],
  ]);
  expect(leftOut.pictures).toBe(1);
  expect(conversations[1] && buildImported(conversations[1], urls)).toBeNull();
});

describe('a conversation of another app', () => {
  const tree = (nodes: Partial<ForeignConversation['nodes'][number]>[]): ForeignConversation => ({
    ...{ source: 'chatgpt', id: 'c', title: 'T', leafId: null },
    nodes: nodes.map((node, at) => ({
      ...{ id: `n${at}`, parentId: null, role: 'user', text: 't' },
      ...node,
    })),
    leftOut: { pictures: 0, files: 0, tools: 0 },
  });

  it('is refused if its messages form a cycle', () => {
    const loop = tree([{ parentId: 'n1' }, { parentId: 'n0' }]);
    expect(() => buildImported(loop, urls)).toThrow(ImportRefusal);
    expect(() => buildImported(tree([{ parentId: 'n0' }]), urls)).toThrow(ImportRefusal);
  });

  it('has an ID that fits, the same each time, whatever the app’s own', () => {
    for (const id of ['', '__proto__', 'x'.repeat(1000), '\ud800']) {
      const foreign = { ...tree([{ id: 'y'.repeat(1000) }, { id: '__proto__' }]), id };
      const built = buildImported(foreign, urls);
      expect(built?.messages).toHaveLength(2);
      expect(built).toEqual(buildImported(foreign, urls));
      expect(built?.conversation.id.length).toBeLessThanOrEqual(200);
    }
  });

  it('keeps every text, once, in any tree', () => {
    const roles = fc.constantFrom('user' as const, 'assistant' as const, null);
    const any = fc.array(fc.record({ role: roles, up: fc.nat(10), at: fc.nat(1000) }), {
      minLength: 1,
      maxLength: 30,
    });
    void fc.assert(
      fc.property(any, (drawn) => {
        const nodes = drawn.map(({ role, up, at }, index) => ({
          ...{ id: `n${index}`, role, text: `text ${index}.`, createdAt: at },
          parentId: index - 1 - up >= 0 ? `n${index - 1 - up}` : null,
        }));
        const built = buildImported(tree(nodes), urls);
        const all = (built?.messages ?? []).map(({ text }) => text).join('\n\n');
        for (const { role, text } of nodes)
          expect(all.split('\n\n').filter((part) => part === text)).toHaveLength(role ? 1 : 0);
        const ids = new Set(built?.messages.map(({ id }) => id));
        for (const { parentId } of built?.messages ?? [])
          expect(parentId === null || ids.has(parentId)).toBe(true);
      }),
    );
  });
});

it('values of no app are named by their titles, and nothing throws', () => {
  expect(recognizeExport({ title: 'Corrupted', mapping: 7 })).toEqual({
    conversations: [],
    unknown: ['Corrupted'],
  });
  void fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.constantFrom('mapping', 'chat_messages', 'chat', 'messages'),
      (value, name) => {
        for (const wrapped of [
          value,
          { [name]: value, conversationId: 'c' },
          { conversations: value },
        ])
          for (const foreign of recognizeExport(wrapped).conversations)
            buildImported(foreign, urls);
      },
    ),
  );
});
