// Draws diagrams for the page around this frame (lib/client/diagrams). It has an origin of its own, no
// storage, and no network but for Mermaid's files. The page checks what it answers, and shows it as an image.
import { DARK, FONT, LIGHT, themeVariables } from './diagram-colors.js';
import mermaid from './mermaid.esm.min.mjs';

/** What the text of a diagram may not set, at any depth. */
const SECURE = [
  'secure',
  'securityLevel',
  'startOnLoad',
  'maxTextSize',
  'maxEdges',
  'suppressErrorRendering',
  'deterministicIds',
  'deterministicIDSeed',
  'htmlLabels',
  'theme',
  'themeCSS',
  'themeVariables',
  'darkMode',
  'fontFamily',
  'altFontFamily',
  // The other engine, ELK, is not shipped.
  'layout',
  'dompurifyConfig',
  'legacyMathML',
  'forceLegacyMathML',
];

// Opened as a page of its own, it has nobody to draw for.
if (window.parent !== window) {
  window.addEventListener('message', async ({ source, data }) => {
    if (source === window.parent) tell({ id: data.id, ...(await draw(data)) });
  });
  tell({ type: 'ready' });
}

function tell(message) {
  // A frame without an origin can't name its parent's; only pages of this site may frame it.
  window.parent.postMessage(message, '*');
}

async function draw({ id, text, theme, limits }) {
  const isDark = theme === 'dark';
  const { background } = isDark ? DARK : LIGHT;
  mermaid.initialize(configOf(isDark, limits));
  try {
    // Loads the code for this kind of diagram.
    await mermaid.parse(text);
    tell({ id, type: 'started' });
    const { svg, diagramType } = await mermaid.render('diagram', text);
    const image = toImage(svg, background, titleIn(text));
    if (!image) return { type: 'failed', reason: 'not_drawn' };
    const { width, height, svg: picture } = image;
    const isTooLarge = Math.max(width, height) > limits.side || picture.length > limits.picture;
    if (isTooLarge) return { type: 'failed', reason: 'picture_too_large' };
    return { type: 'drawn', diagramType, ...image };
  } catch (error) {
    return { type: 'failed', reason: reasonOf(error) };
  } finally {
    document.body.replaceChildren();
  }
}

function configOf(isDark, limits) {
  const colors = isDark ? DARK : LIGHT;
  return {
    startOnLoad: false,
    securityLevel: 'strict',
    secure: SECURE,
    suppressErrorRendering: true,
    deterministicIds: true,
    deterministicIDSeed: 'diagram',
    maxTextSize: limits.length,
    maxEdges: limits.arrows,
    layout: 'dagre',
    look: 'classic',
    htmlLabels: false,
    flowchart: { htmlLabels: false },
    class: { htmlLabels: false },
    fontFamily: FONT,
    theme: 'base',
    // Nothing moves beside text that is being read.
    themeCSS: `* { animation: none !important; } text.journey-section { fill: ${colors.textColor}; }`,
    themeVariables: themeVariables(isDark),
    logLevel: 'fatal',
  };
}

/** A picture as a document of its own; null if it needs HTML, which an image may leave out without a word. */
function toImage(markup, background, titleInText) {
  const box = document.createElement('div');
  box.innerHTML = markup;
  const svg = box.querySelector('svg');
  // The text for programs that know no HTML is beside it.
  for (const html of svg.querySelectorAll('switch > foreignObject')) html.remove();
  if (svg.querySelector('foreignObject')) return null;
  for (const link of svg.querySelectorAll('a')) withoutAddress(link);
  const { width, height } = svg.viewBox.baseVal;
  svg.setAttribute('width', width);
  svg.setAttribute('height', height);
  svg.setAttribute('style', `background: ${background}`);
  return {
    width,
    height,
    title: wordsOf(svg.querySelector(':scope > title')?.textContent ?? titleInText),
    description: wordsOf(svg.querySelector(':scope > desc')?.textContent ?? ''),
    // Well-formed, unlike HTML's own spelling of it.
    svg: new XMLSerializer().serializeToString(svg),
  };
}

/** A link places what is in it, so that a group takes its place. */
function withoutAddress(link) {
  const group = document.createElementNS('http://www.w3.org/2000/svg', 'g');
  for (const name of ['class', 'transform', 'id']) {
    if (link.hasAttribute(name)) group.setAttribute(name, link.getAttribute(name));
  }
  group.append(...link.childNodes);
  link.replaceWith(group);
}

const TITLE = /^ {0,20}(?:pie (?:showData )?)?title[: ]/;

/** In the lines before a diagram, or in one of its own. */
function titleIn(text) {
  const line = text.split('\n').find((each) => TITLE.test(each)) ?? '';
  return line.replace(TITLE, '');
}

function wordsOf(text) {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .slice(0, 300);
}

function reasonOf(error) {
  const message = String(error?.message);
  if (error?.name === 'UnknownDiagramError') return 'unknown_kind';
  if (message.includes('Edge limit') || message.includes('Maximum text size')) return 'too_large';
  if (message.includes('dynamically imported module') || message.includes('importing')) {
    return 'not_loaded';
  }
  return error?.hash || /pars|lex|syntax/i.test(message) ? 'syntax' : 'not_drawn';
}
