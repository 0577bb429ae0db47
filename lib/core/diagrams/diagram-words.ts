import { formatNumber } from '../text/reader-format.ts';
import { MAX_DIAGRAM_LENGTH } from './diagram-limits.ts';
import type { DiagramFailure, DrawnDiagram } from './diagram-message.ts';

/** Mermaid's name for a type, to the word people use. */
const KINDS: Readonly<Record<string, string>> = {
  'flowchart-v2': 'flowchart',
  'flowchart-elk': 'flowchart',
  flowchart: 'flowchart',
  sequence: 'sequence diagram',
  class: 'class diagram',
  classDiagram: 'class diagram',
  state: 'state diagram',
  stateDiagram: 'state diagram',
  er: 'entity relationship diagram',
  gantt: 'Gantt chart',
  pie: 'pie chart',
  gitGraph: 'Git graph',
  mindmap: 'mind map',
  timeline: 'timeline',
  journey: 'user journey',
  quadrantChart: 'quadrant chart',
  xychart: 'chart',
  sankey: 'Sankey diagram',
  block: 'block diagram',
  packet: 'packet diagram',
  architecture: 'architecture diagram',
  kanban: 'Kanban board',
  requirement: 'requirement diagram',
  c4: 'C4 diagram',
  radar: 'radar chart',
  treemap: 'treemap',
};

/** What a screen reader says for a picture: its kind, and its title and description if it has them. */
export function describeDiagram({
  diagramType,
  title,
  description,
}: Pick<DrawnDiagram, 'diagramType' | 'title' | 'description'>): string {
  const kind = Object.hasOwn(KINDS, diagramType) ? KINDS[diagramType] : undefined;
  const start = kind ? `Diagram (${kind})` : 'Diagram';
  const words = [title, description].filter((word) => word !== '');
  return words.length > 0 ? `${start}: ${words.join('. ')}` : start;
}

const EXPLANATIONS: Readonly<Record<Exclude<DiagramFailure, 'too_large'>, string>> = {
  syntax: "This diagram can't be drawn: its code has a syntax error.",
  unknown_kind: "This diagram can't be drawn: its type isn't known.",
  picture_too_large: 'The picture of this diagram is too large to show.',
  not_drawn: "This diagram can't be shown as a picture.",
  not_loaded: "The code that draws diagrams couldn't be loaded.",
  too_slow: 'Drawing this diagram took too long.',
};

/**
 * Why a diagram is shown as code, in a sentence.
 *
 * @param maxParts how many lines, and arrows, of it are drawn
 */
export function explainDiagramFailure(failure: DiagramFailure, maxParts: number): string {
  if (failure !== 'too_large') return EXPLANATIONS[failure];
  const characters = formatNumber(MAX_DIAGRAM_LENGTH);
  return `This diagram is too large to draw. In this browser, the limits are ${characters} characters, ${maxParts} lines, and ${maxParts} arrows.`;
}

/** Whether another attempt can end differently. */
export function canDrawAgain(failure: DiagramFailure): boolean {
  return failure === 'not_loaded' || failure === 'too_slow';
}
