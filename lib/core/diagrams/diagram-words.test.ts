import { describe, expect, it } from 'vitest';
import {
  isTooLargeToDraw,
  MAX_DIAGRAM_LENGTH,
  MAX_DIAGRAM_PARTS,
  maxDiagramParts,
} from './diagram-limits.ts';
import { describeDiagram, explainDiagramFailure } from './diagram-words.ts';
import { hasOwnColors } from './has-own-colors.ts';

describe('describeDiagram', () => {
  it('names the kind, the title and the description', () => {
    const flowchart = { diagramType: 'flowchart-v2', title: '', description: '' };
    expect(describeDiagram(flowchart)).toBe('Diagram (flowchart)');
    expect(describeDiagram({ ...flowchart, title: 'Retries', description: 'When to wait' })).toBe(
      'Diagram (flowchart): Retries. When to wait',
    );
  });

  it('does not guess a kind', () => {
    for (const diagramType of ['new', 'toString', '__proto__']) {
      expect(describeDiagram({ diagramType, title: '', description: '' })).toBe('Diagram');
    }
  });
});

describe('isTooLargeToDraw', () => {
  it('counts characters, and lines with what stands for one', () => {
    expect(isTooLargeToDraw('flowchart TD\nA --> B', false)).toBe(false);
    expect(isTooLargeToDraw('a'.repeat(MAX_DIAGRAM_LENGTH), false)).toBe(false);
    expect(isTooLargeToDraw('a'.repeat(MAX_DIAGRAM_LENGTH + 1), false)).toBe(true);
    for (const separator of ['\n', ';', '&']) {
      expect(isTooLargeToDraw(`a${separator}`.repeat(MAX_DIAGRAM_PARTS - 1), false)).toBe(false);
      expect(isTooLargeToDraw(`a${separator}`.repeat(MAX_DIAGRAM_PARTS), false)).toBe(true);
    }
  });
});

describe('maxDiagramParts', () => {
  it.each([
    'flowchart TD',
    'classDiagram',
    'stateDiagram-v2',
    'erDiagram\ngantt --> pie',
    '---\ntitle: gantt\n---\nclassDiagram',
    '%%{init: {}}%%\n\n  classDiagram\npie',
    '---\npie\nclassDiagram',
    '',
  ])('is lower where the page stops meanwhile, for %j', (text) => {
    expect(maxDiagramParts(text, true)).toBeLessThan(MAX_DIAGRAM_PARTS / 2);
    expect(maxDiagramParts(text, false)).toBe(MAX_DIAGRAM_PARTS);
    const long = `${text}\n${'A --> B\n'.repeat(100)}`;
    expect([true, false].map((shares) => isTooLargeToDraw(long, shares))).toEqual([true, false]);
  });

  it.each(['sequenceDiagram', ' gantt\n x', '---\ntitle: A\n---\n\n%% note\ngitGraph'])(
    'is the same for what is drawn quickly: %j',
    (text) => expect(maxDiagramParts(text, true)).toBe(MAX_DIAGRAM_PARTS),
  );

  it('is said', () => {
    expect(explainDiagramFailure('too_large', 60)).toBe(
      'This diagram is too large to draw. In this browser, the limits are 10,000 characters, 60 lines, and 60 arrows.',
    );
  });
});

describe('hasOwnColors', () => {
  it.each([
    'flowchart TD\n A --> B\n style A fill:#f9f,stroke:#333',
    'flowchart TD\n classDef x color:#000\n A:::x',
    'sequenceDiagram\n rect rgb(200, 220, 255)\n A->>B: x\n end',
    'sequenceDiagram\n box Purple Group\n participant A\n end',
  ])('finds them in %j', (text) => {
    expect(hasOwnColors(text)).toBe(true);
  });

  it.each(['flowchart TD\n A --> B', 'pie\n "Filled boxes" : 3'])('finds none in %j', (text) => {
    expect(hasOwnColors(text)).toBe(false);
  });
});
