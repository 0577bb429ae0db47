import 'server-only';
import { findCode, showCode } from './code-samples.ts';
import { describePictures } from './describe-pictures.ts';
import { DIAGRAM_TEXT } from './diagram-text.ts';
import { firstMatchPosition } from './first-match-position.ts';
import { LONG_ANSWER } from './long-answer.ts';
import { CITING_TEXT, DRAWING_TEXT } from './reply-members.ts';

const ONLY_SAMPLES =
  "*I'm a simulated model, so these are samples. A real model would answer your own question.*";
const ONLY_A_FEW_WORDS = /^[\w ,&+'?.-]{1,40}$/;
const ASKS_TO_SEE =
  /\b(?:show|give|write|draw|make|create|print|render|display|describe|see|want|need|try|examples?|samples?|demo|tell me|can you|could you|do you|support)\b/;
const ASKS_A_QUESTION =
  /^\W{0,16}(?:why|where|when|who|is|are|was|were)\b|\bhow (?:to|do|can|should)\b/;
const ASKS_FOR_ALL =
  /\b(?:markdown|everything|formatting|all of (?:it|them)|what (?:this|the|a) (?:page|demo|reply) can|what you can)\b/;

/** Content a reply can show. `find`: the index at which a question requests it, `Infinity` if it does not. */
type Sample = {
  heading: string;
  find: (question: string) => number;
  text: (question: string, pictures: readonly string[]) => string;
};

const DRAWN =
  /\b(?:draw|paint|generate|create) (?:me )?(?:an?|some) (?:small )?(?:pictures?|images?|lighthouse)\b/;

const SAMPLES: readonly Sample[] = [
  sample(
    'Text',
    /\b(?:bold|italics?|emphasis|strikethrough|blockquotes?|quotes?|quotations?|links?)\b/,
    `Text with **strong** and *emphasized* words, \`inline code\`, ~~what no longer holds~~, and a [link](https://platform.openai.com/docs).

> Say what happened, why, and what to do next.

Other scripts and emoji stay intact while they stream: naïve, Ελληνικά, 日本語, العربية, 👩‍🚀.`,
  ),
  sample(
    'Table',
    /\btables?\b/,
    `| Status | Name | Does a retry help? |
|---:|---|:---:|
| 401 | Unauthorized | no |
| 429 | Too Many Requests | after the wait |
| 429 | Too Many Requests, \`insufficient_quota\` | no |
| 500 | Internal Server Error | yes |`,
  ),
  { heading: 'Code', find: findCode, text: (question) => showCode(question) },
  sample(
    'List',
    /\b(?:lists?|checklists?|bullets?|bullet points?|to-?dos?|tasks?)\b/,
    `1. Create a key
   - in its own project
   - with a spend limit
2. Store it on the server
3. Check it
   - [x] The doctor finds nothing wrong
   - [ ] A second person has read the setup`,
  ),
  sample(
    'Math',
    /\b(?:math|maths|mathematics|formulas?|formulae|equations?|latex|katex)\b/,
    `The wait before attempt \\(n\\) doubles each time, is capped at \\(m\\) seconds, and is spread by a random \\(r\\) between 0 and 1:

\\[
w_n = \\min(m, 2^n) \\cdot \\frac{1 + r}{2}
\\]

The solutions of $ax^2 + bx + c = 0$, with $a \\ne 0$, cost nothing, neither $5 nor $10:

$$
x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}
$$`,
  ),
  sample('Diagram', /\b(?:diagrams?|flow ?charts?|mermaid)\b/, DIAGRAM_TEXT),
  {
    heading: 'A picture, described',
    find: (question) =>
      DRAWN.test(question)
        ? Number.POSITIVE_INFINITY
        : firstMatchPosition(/\b(?:pictures?|images?|photos?|screenshots?)\b/, question),
    text: (_, pictures) => describePictures(pictures),
  },
];

const LONG: Sample = sample(
  'A long answer',
  /\b(?:long|longer|lengthy) (?:answers?|repl(?:y|ies)|responses?|texts?|stor(?:y|ies)|essays?|messages?|ones?)\b|\bessays?\b|\bstreaming\b|\bjump to latest\b|\b[\d,]{3,6} words\b/,
  LONG_ANSWER,
);

/** Shown only if they are named: one is long, and what the others show is beside the text. */
const ON_REQUEST: readonly Sample[] = [
  LONG,
  sample(
    'An answer with sources',
    /\b(?:sources|citations?|cited|web search(?:es)?)\b/,
    CITING_TEXT,
  ),
  sample('A picture', DRAWN, DRAWING_TEXT),
];

/**
 * Shows the samples a question requests, each under a heading and in the requested order: a table,
 * code, a list, math, a diagram, a described picture, a long answer, sources, a drawn picture. Null if it requests none of them.
 *
 * @param question in lowercase
 */
export function showSamples(question: string, pictures: readonly string[]): string | null {
  if (ASKS_A_QUESTION.test(question)) return null;
  if (!ASKS_TO_SEE.test(question) && !ONLY_A_FEW_WORDS.test(question)) return null;
  const wantsAll = ASKS_FOR_ALL.test(question);
  const matches = [...SAMPLES, ...ON_REQUEST].map((each) => ({ each, index: each.find(question) }));
  const shown = matches
    .filter(({ each, index }) => Number.isFinite(index) || (wantsAll && !ON_REQUEST.includes(each)))
    .toSorted((a, b) => (a.index === b.index ? 0 : a.index - b.index))
    .map(({ each }) => each);
  if (shown.length === 0) return null;
  return [
    ...shown.map(({ heading, text }) => `### ${heading}\n\n${text(question, pictures)}`),
    ONLY_SAMPLES,
  ].join('\n\n');
}

function sample(heading: string, pattern: RegExp, text: string): Sample {
  return { heading, find: (question) => firstMatchPosition(pattern, question), text: () => text };
}
