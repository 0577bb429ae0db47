import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatMessage } from './chat-log.ts';
import {
  compareBySeq,
  conversationTitleFrom,
  latestLeafUnder,
  nextSeq,
  pathTo,
  pathUpTo,
} from './conversation-tree.ts';
import { siblingIdsOf } from './sibling-ids.ts';

function message(id: string, parentId: string | null, seq: number): ChatMessage {
  return {
    id,
    conversationId: 'c',
    parentId,
    seq,
    role: id.startsWith('u') ? 'user' : 'assistant',
    text: id,
    status: 'done',
    // The clock runs backward, because nothing may depend on it.
    createdAt: 1000 - seq,
  };
}

const ids = (messages: readonly ChatMessage[]) => messages.map(({ id }) => id);

// u1 ─ a1 ─ u2 ─ a2
//   └ a1b ─ u3 ─ a3
const branched = [
  message('u1', null, 0),
  message('a1', 'u1', 1),
  message('u2', 'a1', 2),
  message('a2', 'u2', 3),
  message('a1b', 'u1', 4),
  message('u3', 'a1b', 5),
  message('a3', 'u3', 6),
];

/** Arbitrary parent links: trees, forests, gaps, cycles, messages that are their own parent. */
const anyMessages = fc
  .uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 20 })
  .chain((numbers) =>
    fc.tuple(
      ...numbers.map((number) =>
        fc
          .tuple(fc.option(fc.integer({ min: 0, max: 30 })), fc.integer({ min: 0, max: 25 }))
          .map(([parent, seq]) =>
            message(`m${number}`, parent === null ? null : `m${parent}`, seq),
          ),
      ),
    ),
  );

describe('pathTo', () => {
  it('leads from the root to the leaf', () => {
    expect(ids(pathTo(branched, 'a2'))).toEqual(['u1', 'a1', 'u2', 'a2']);
    expect(ids(pathTo(branched, 'a3'))).toEqual(['u1', 'a1b', 'u3', 'a3']);
  });

  it('ends at a given message in the middle', () => {
    expect(ids(pathTo(branched, 'a1'))).toEqual(['u1', 'a1']);
  });

  it('leads to the newest leaf when the leaf is null or unknown', () => {
    expect(ids(pathTo(branched, null)).at(-1)).toBe('a3');
    expect(ids(pathTo(branched, 'gone')).at(-1)).toBe('a3');
    expect(pathTo([], null)).toEqual([]);
  });

  it('uses the sequence number, not the list order or the clock', () => {
    expect(ids(pathTo(branched.toReversed(), null))).toEqual(['u1', 'a1b', 'u3', 'a3']);
  });

  it('continues across a gap with the message written last before it', () => {
    const gap = branched.filter(({ id }) => id !== 'u2');
    expect(ids(pathTo(gap, 'a2'))).toEqual(['u1', 'a1', 'a2']);
  });

  it('ends a cycle', () => {
    const cycle = [message('u1', 'a1', 0), message('a1', 'u1', 1)];
    expect(ids(pathTo(cycle, 'a1'))).toEqual(['u1', 'a1']);
    expect(ids(pathTo([message('u1', 'u1', 0)], null))).toEqual(['u1']);
  });

  it('ends at the given leaf, without repeating or skipping a message, for any parent links', () => {
    fc.assert(
      fc.property(anyMessages, fc.nat(), (messages, choice) => {
        const leaf = messages[choice % Math.max(messages.length, 1)];
        const path = pathTo(messages, leaf?.id ?? null);
        expect(path.at(-1)?.id).toBe(leaf?.id);
        expect(new Set(ids(path)).size).toBe(path.length);
        for (const [index, { parentId }] of path.entries()) {
          const hasParent = messages.some(({ id }) => id === parentId);
          if (hasParent && index > 0) expect(path[index - 1]?.id).toBe(parentId);
        }
      }),
    );
  });
});

describe('pathUpTo', () => {
  const path = [message('a', null, 0), message('b', 'a', 1), message('c', 'b', 2)];

  it.each([
    ['b', 'ab'],
    ['c', 'abc'],
    ['elsewhere', ''],
    [null, ''],
  ])('returns the path up to %j as %j', (id, expected) => {
    expect(ids(pathUpTo({ path }, id)).join('')).toBe(expected);
  });
});

describe('siblingIdsOf', () => {
  const logOf = (messages: readonly ChatMessage[], leafId: string) => {
    const path = pathTo(messages, leafId);
    return { path, branches: messages.filter((one) => !path.includes(one)) };
  };

  it('lists a message and its alternatives in the order they were written', () => {
    for (const leaf of ['a2', 'a3']) {
      const siblings = siblingIdsOf(logOf(branched.toReversed(), leaf));
      expect(siblings.get('u1')).toBe('u1');
      expect(siblings.get(leaf === 'a2' ? 'a1' : 'a1b')).toBe('a1 a1b');
      expect(siblings.get(leaf)).toBe(leaf);
      expect(siblings.size).toBe(4);
    }
  });

  it('leaves out messages of the other role', () => {
    const mixed = [...branched, message('u9', 'u1', 9)];
    expect(siblingIdsOf(logOf(mixed, 'u9')).get('u9')).toBe('u9');
  });

  it('lists those of every message with the same parent and role, however they are linked', () => {
    fc.assert(
      fc.property(anyMessages, (messages) => {
        const log = logOf(messages, 'none');
        const siblings = siblingIdsOf(log);
        for (const { id, role, parentId } of log.path) {
          const alike = messages.filter((one) => one.role === role && one.parentId === parentId);
          expect(siblings.get(id)).toBe(ids(alike.toSorted(compareBySeq)).join(' '));
        }
      }),
    );
  });
});

// With a quadratic algorithm, each of these takes minutes.
describe('a conversation of 100,000 messages', () => {
  const COUNT = 100_000;
  const many = (parentOf: (index: number) => string | null) =>
    Array.from({ length: COUNT }, (_, index) => message(`m${index}`, parentOf(index), index));

  it('gets its path in time when every parent is missing', () => {
    expect(
      pathTo(
        many((index) => `gone${index}`),
        null,
      ),
    ).toHaveLength(COUNT);
  });

  it('gets its siblings in time when each message has one alternative', () => {
    const path = many((index) => (index === 0 ? null : `m${index - 1}`));
    const branches = path.map((one) => ({ ...one, id: `${one.id}b`, seq: one.seq + COUNT }));
    const siblings = siblingIdsOf({ path, branches });
    expect(siblings.size).toBe(COUNT);
    expect(siblings.get('m0')).toBe('m0 m0b');
    expect(siblings.get('m99999')).toBe('m99999 m99999b');
  });

  it('gets its siblings in time when all messages are siblings', () => {
    const [first, ...branches] = many(() => null);
    const siblings = siblingIdsOf({ path: first ? [first] : [], branches });
    expect(siblings.get('m0')?.split(' ')).toHaveLength(COUNT);
  });
});

describe('latestLeafUnder', () => {
  it('finds the leaf written last below a message', () => {
    expect(latestLeafUnder(branched, 'u1')).toBe('a3');
    expect(latestLeafUnder(branched, 'a1')).toBe('a2');
    expect(latestLeafUnder(branched, 'a2')).toBe('a2');
    expect(latestLeafUnder(branched, 'gone')).toBe('gone');
  });

  it('finds the message itself or a leaf below it for any parent links', () => {
    fc.assert(
      fc.property(anyMessages, fc.nat(), (messages, choice) => {
        const start = messages[choice % Math.max(messages.length, 1)]?.id ?? 'gone';
        const leaf = latestLeafUnder(messages, start);
        if (leaf === start) return;
        expect(messages.some(({ parentId }) => parentId === leaf)).toBe(false);
        // There is no gap between a message and its descendant, so the path to the leaf includes it.
        expect(ids(pathTo(messages, leaf))).toContain(start);
      }),
    );
  });
});

describe('nextSeq', () => {
  it('counts up from the highest number in any position', () => {
    expect(nextSeq([])).toBe(0);
    expect(nextSeq(branched.toReversed())).toBe(7);
  });
});

describe('compareBySeq', () => {
  it('orders two messages with the same number alike in every tab', () => {
    const a = { ...message('a', null, 3), createdAt: 5 };
    const b = { ...message('b', null, 3), createdAt: 5 };
    expect([b, a].sort(compareBySeq)).toEqual([a, b]);
    expect([a, b].sort(compareBySeq)).toEqual([a, b]);
  });
});

describe('conversationTitleFrom', () => {
  it.each([
    ['Why do I get a 401?', 'Why do I get a 401?'],
    ['\n\n  \nSecond line\nThird', 'Second line'],
    ['## A **bold** and *soft* `code` question', 'A bold and soft code question'],
    ['- [x](https://example.com) and ![a cat](data:image/png;base64,AA)', 'x and a cat'],
    ['> 1. quoted step', 'quoted step'],
    ['```ts\nconst a = 1;\n```', 'const a = 1;'],
    ['What does __init__ do with snake_case?', 'What does __init__ do with snake_case?'],
    ['What is 2 * 3 * 4?', 'What is 2 * 3 * 4?'],
    ['a\u0000b\u202Ec\td', 'abc d'],
    ['lone \uD83D surrogate', 'lone surrogate'],
    ['family 👩‍👩‍👧 here', 'family 👩‍👩‍👧 here'],
    ['', ''],
    [' \n\t\n', ''],
  ])('turns %j into %j', (text, title) => {
    expect(conversationTitleFrom(text)).toBe(title);
  });

  it('cuts a long line between words and adds an ellipsis', () => {
    const text = 'How do I properly include my API key in the Authorization header to avoid it?';
    expect(conversationTitleFrom(text)).toBe(
      'How do I properly include my API key in the Authorization…',
    );
  });

  it('cuts inside a word that is longer than a title, but never inside a character', () => {
    expect(conversationTitleFrom('x'.repeat(100))).toBe(`${'x'.repeat(59)}…`);
    expect(conversationTitleFrom('👩‍👩‍👧'.repeat(30))).toBe(`${'👩‍👩‍👧'.repeat(7)}…`);
    expect(conversationTitleFrom('🇩🇪'.repeat(30))).toBe(`${'🇩🇪'.repeat(14)}…`);
  });

  it('quickly reduces any text to one line of at most 60 units without control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const title = conversationTitleFrom(text);
        expect(title.length).toBeLessThanOrEqual(60);
        expect(title).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029]/u);
      }),
    );
    for (const hostile of ['*', '_', '[', '`', '> ', '![](', '~~', ' \n', '\u200b\n'])
      expect(conversationTitleFrom(hostile.repeat(500_000)).length).toBeLessThanOrEqual(60);
  });
});
