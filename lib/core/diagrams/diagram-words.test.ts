import { describe, expect, it } from 'vitest';
import { isTooLargeToDraw, MAX_DIAGRAM_LENGTH, MAX_DIAGRAM_PARTS } from './diagram-limits.ts';
import { describeDiagram } from './diagram-words.ts';
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
    expect(isTooLargeToDraw('flowchart TD\nA --> B')).toBe(false);
    expect(isTooLargeToDraw('a'.repeat(MAX_DIAGRAM_LENGTH))).toBe(false);
    expect(isTooLargeToDraw('a'.repeat(MAX_DIAGRAM_LENGTH + 1))).toBe(true);
    for (const separator of ['\n', ';', '&']) {
      expect(isTooLargeToDraw(`a${separator}`.repeat(MAX_DIAGRAM_PARTS - 1))).toBe(false);
      expect(isTooLargeToDraw(`a${separator}`.repeat(MAX_DIAGRAM_PARTS))).toBe(true);
    }
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
