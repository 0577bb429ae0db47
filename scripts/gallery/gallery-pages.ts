import { ERROR_KINDS, isErrorKind } from '#lib/core/errors/error-kinds.ts';
import { GUIDE_GROUPS, kindsOfGroup } from '#lib/core/guide/guide-groups.ts';
import { GUESSES } from './gallery-banners.ts';
import { pictureOf, SCHEMES, type Setting, WIDTHS } from './gallery-photographer.ts';
import { widthsOf } from './gallery-screens.ts';
import { GALLERY_SITES } from './states/gallery-sites.ts';
import type { GalleryState } from './states/gallery-state.ts';

/** A contact sheet: all pictures of a group at one window width. */
type ContactSheet = { name: string; width: number; html: string };

/** The chapters of the guide, then the guesses; each with the names of its banners. */
const BANNER_GROUPS: readonly { id: string; title: string; names: readonly string[] }[] = [
  ...GUIDE_GROUPS.map((group) => ({ ...group, names: kindsOfGroup(group.id) })),
  { id: 'guesses', title: 'Guesses from a status', names: GUESSES },
];
const STATE_GROUPS = GALLERY_SITES.map(({ title, states }) => ({
  id: title.toLowerCase().replaceAll(' ', '-'),
  title,
  states,
}));
const BANNERS_ON_A_SHEET = 5;
const STATES_ON_A_SHEET = 8;
const SCREENS_IN_A_ROW: Record<Setting['width'], number> = { 1280: 4, 390: 8 };
const SHEET_WIDTHS: Record<Setting['width'], number> = { 1280: 2000, 390: 1640 };
const AUDIENCES = ['operator', 'visitor'] as const;
const STYLE = `
  :root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif }
  body { margin: 24px; background: light-dark(#fff, #16171d) }
  h1, h2, h3 { margin: 24px 0 8px; font-weight: 600 }
  h3 { font-size: 14px }
  .row { display: grid; gap: 12px; align-items: start; margin-bottom: 16px }
  figure { margin: 0; min-width: 0 }
  figcaption { color: light-dark(#555, #aaa); font-size: 12px }
  img { display: block; max-width: 100%; border-radius: 8px; outline: 1px solid #8884 }
  nav { display: flex; flex-wrap: wrap; gap: 12px }`;

/** The page with every picture in order, captioned, side by side. */
export function galleryPage(seconds: number): string {
  const chapters = [...BANNER_GROUPS, ...STATE_GROUPS];
  const links = chapters.map(({ id, title }) => `<a href="#${id}">${title}</a>`).join('\n');
  const sheets = contactSheets().map(
    ({ name }) => `<a href="sheets/${name}.png">${name.replaceAll('-', ' ')}</a>`,
  );
  const groups = BANNER_GROUPS.map(({ id, title, names }) => {
    const rows = names.map((name) =>
      [headingOf(name), ...WIDTHS.map((width) => rowOf(name, bannerSettings(width)))].join(''),
    );
    return `<h2 id="${id}">${title}</h2>${rows.join('\n')}`;
  });
  const states = STATE_GROUPS.map(({ id, title, states: shown }) => {
    const rows = shown.map(
      (state) =>
        `<h3>${state.caption}</h3>${rowOf(state.name, widthsOf(state).flatMap(plainSettings))}`,
    );
    return `<h2 id="${id}">${title}</h2>${rows.join('\n')}`;
  });
  return documentOf(
    'Starlight: gallery',
    `<h1>Starlight: gallery</h1>
<p>Every banner and every state of the pages, captured in ${seconds} s.</p>
<nav>${links}</nav>
<h3>Contact sheets</h3><nav>${sheets.join('\n')}</nav>
${groups.join('\n')}
${states.join('\n')}`,
  );
}

/**
 * A few kinds or states per sheet, so that it can be viewed as a whole.
 */
export function contactSheets(): readonly ContactSheet[] {
  return WIDTHS.flatMap((width) => [
    ...BANNER_GROUPS.flatMap(({ id, title, names }) =>
      partsOf(names, BANNERS_ON_A_SHEET).map((part, at) => ({
        name: `${id}-${at + 1}-${width}`,
        width: SHEET_WIDTHS[width],
        html: sheetOf(
          `${title}, ${width} px`,
          part.map((name) => headingOf(name) + rowOf(name, bannerSettings(width))),
        ),
      })),
    ),
    ...STATE_GROUPS.flatMap(({ id, title, states }) =>
      partsOf(statesAt(states, width), STATES_ON_A_SHEET).map((part, at) => ({
        name: `${id}-${at + 1}-${width}`,
        width: SHEET_WIDTHS[1280],
        html: sheetOf(`${title}, ${width} px`, [
          gridOf(
            part.flatMap(({ name, caption }) =>
              plainSettings(width).map((setting) => figureOf(name, setting, caption)),
            ),
            SCREENS_IN_A_ROW[width],
          ),
        ]),
      })),
    ),
  ]);
}

function statesAt(states: readonly GalleryState[], width: Setting['width']) {
  return states.filter((state) => widthsOf(state).includes(width));
}

/** Parts of about the same size. */
function partsOf<T>(all: readonly T[], mostInAPart: number): (readonly T[])[] {
  const count = Math.ceil(all.length / mostInAPart);
  const size = Math.ceil(all.length / count);
  return Array.from({ length: count }, (_, at) => all.slice(at * size, (at + 1) * size));
}

function sheetOf(title: string, rows: readonly string[]): string {
  return documentOf(title, `<base href="../"><h1>${title}</h1>${rows.join('\n')}`);
}

function headingOf(name: string): string {
  const status = isErrorKind(name) ? ERROR_KINDS[name].status : null;
  return `<h3>${[status, name].filter(Boolean).join(' ')}</h3>`;
}

function rowOf(name: string, settings: readonly Setting[]): string {
  const figures = settings.map((setting) => {
    const { audience, scheme, width } = setting;
    return figureOf(name, setting, [audience, scheme, `${width} px`].filter(Boolean).join(', '));
  });
  return gridOf(figures, figures.length);
}

function figureOf(name: string, setting: Setting, caption: string): string {
  const image = `<img src="${pictureOf(name, setting)}" alt="${name}: ${caption}">`;
  return `<figure>${image}<figcaption>${caption}</figcaption></figure>`;
}

function gridOf(figures: readonly string[], columns: number): string {
  const style = `grid-template-columns: repeat(${columns}, minmax(0, 1fr))`;
  return `<div class="row" style="${style}">${figures.join('')}</div>`;
}

function bannerSettings(width: Setting['width']): Setting[] {
  return AUDIENCES.flatMap((audience) => SCHEMES.map((scheme) => ({ audience, scheme, width })));
}

function plainSettings(width: Setting['width']): Setting[] {
  return SCHEMES.map((scheme) => ({ scheme, width }));
}

function documentOf(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style>${body}</html>\n`;
}
