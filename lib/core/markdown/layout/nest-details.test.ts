import { describe, expect, it } from 'vitest';
import { every, readAtOnce, streamOf } from '#tests/support/arriving-markdown.ts';
import type { Block } from '../markdown-tree.ts';
import { type Disclosure, flatIfNested, type NestedBlock, nestDetails } from './nest-details.ts';

const TEXT =
  'Before.\n\n<details>\n<summary>The **log**</summary>\n\nOne.\n\n- a\n- b\n\n</details>\n\nAfter.\n';

const isDisclosure = (block: NestedBlock): block is Disclosure => block.type === 'disclosure';
const depthOf = (blocks: readonly NestedBlock[]): number =>
  Math.max(0, ...blocks.filter(isDisclosure).map((found) => 1 + depthOf(found.blocks)));

describe('nestDetails', () => {
  it('puts what is between the tags into a disclosure, and keeps its blocks the same objects', () => {
    const blocks = readAtOnce(TEXT);
    const [before, disclosure, after] = nestDetails(blocks);
    expect([before, after]).toEqual([blocks[0], blocks.at(-1)]);
    expect(disclosure).toMatchObject({
      type: 'disclosure',
      isOpen: false,
      title: ['The ', { type: 'strong' }],
      blocks: [{ type: 'paragraph' }, { type: 'list' }],
    });
    const inside = disclosure && isDisclosure(disclosure) ? disclosure.blocks : [];
    expect(blocks).toContain(inside[0]);
    expect(blocks).toContain(inside[1]);
  });

  it('extends one that is not closed to the end, so that it can stream in', () => {
    const nested = nestDetails(readAtOnce('<details>\n\na\n\n- b\n'));
    expect(nested).toMatchObject([{ title: null, blocks: [{}, {}] }]);
  });

  it('shows no tag and moves no block while it streams in, wherever the pieces end', () => {
    for (const size of [1, 2, 3, 7]) {
      for (const { document } of streamOf(TEXT, every(size))) {
        const shown = JSON.stringify(nestDetails(document.flat()));
        expect(shown).not.toMatch(/[<>]|summary|details/i);
      }
    }
  });

  it('is not deeper than a few levels; the other tags are text', () => {
    const nested = nestDetails(
      readAtOnce(`${'<details>\n'.repeat(30)}a\n${'</details>\n'.repeat(30)}b\n`),
    );
    expect(depthOf(nested)).toBe(8);
    expect(nested.at(-1)).toMatchObject({ type: 'paragraph', children: ['b'] });
  });

  it('leaves a text of very many blocks as it is', () => {
    const paragraph: Block = { type: 'paragraph', children: ['a'] };
    const tag: Block = { type: 'details', raw: '<details>', isOpen: false };
    expect(flatIfNested([[paragraph]])).toBeNull();
    expect(flatIfNested([[tag, paragraph]])).toEqual([tag, paragraph]);
    expect(flatIfNested([[tag], Array.from({ length: 2_000 }, () => paragraph)])).toBeNull();
  });
});
