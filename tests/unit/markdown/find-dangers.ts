import {
  ALLOWED_ATTRIBUTES,
  ALLOWED_ELEMENTS,
  ALLOWED_PROTOCOLS,
} from '#tests/support/allowed-markup.ts';
import { readTags } from './render-markdown.ts';

const ELEMENTS = new Set(ALLOWED_ELEMENTS);
const ATTRIBUTES = new Set(ALLOWED_ATTRIBUTES);
const TAG = /<\/?[a-z][a-z0-9]*(?: [^<>]*)?\/?>/gi;

/** What a page made of hostile text must not contain; empty if it is safe. */
export function findDangers(html: string): string[] {
  const dangers: string[] = [];
  for (const { name, attributes } of readTags(html)) {
    if (!ELEMENTS.has(name)) dangers.push(`<${name}>`);
    for (const [attribute, value] of attributes) {
      if (!ATTRIBUTES.has(attribute)) dangers.push(`${attribute}="${value}"`);
    }
    dangers.push(...findBadValues(attributes));
  }
  // React escapes `<` in text: one that belongs to no tag is markup that got through.
  if (html.replace(TAG, '').includes('<')) dangers.push('a bare <');
  return dangers;
}

function findBadValues(attributes: ReadonlyMap<string, string>): string[] {
  const href = attributes.get('href');
  const type = attributes.get('type') ?? 'checkbox';
  const leavesSafely =
    attributes.get('target') === '_blank' &&
    attributes.get('rel') === 'noopener noreferrer nofollow' &&
    attributes.get('referrerpolicy') === 'no-referrer';
  return [
    ...(href !== undefined && !isAllowedAddress(href) ? [href] : []),
    ...(href !== undefined && !leavesSafely ? [`unguarded ${href}`] : []),
    ...(type === 'checkbox' || type === 'button' ? [] : [`type="${type}"`]),
    ...(['auto', 'ltr', 'rtl'].includes(attributes.get('dir') ?? 'auto') ? [] : ['a direction']),
    ...(attributes.get('class')?.includes('hostile') ? ['a class of its own'] : []),
  ];
}

function isAllowedAddress(href: string): boolean {
  const url = URL.parse(href);
  return url !== null && ALLOWED_PROTOCOLS.includes(url.protocol) && url.username === '';
}
