import type { BannerContext, BannerWords } from './catalogue-entry.ts';

const EMAIL = /^(mailto:)?([^\s@]+@[^\s@]+)$/i;
const LINK = /^https?:\/\//i;

/** "Your message is kept.", and what arrived of the reply with it where some had. */
export function keptWords(context: BannerContext): string {
  return context.replyHasText === true
    ? 'Your message and what arrived of the reply are kept.'
    : 'Your message is kept.';
}

/** "Tell Ada", "Write to ada@example.org", "Report it at https://…", "Tell whoever runs this site". */
export function tellWords(contact: string | null): string {
  if (contact === null) return 'Tell whoever runs this site';
  const address = EMAIL.exec(contact)?.[2];
  if (address !== undefined) return `Write to ${address}`;
  return LINK.test(contact) ? `Report it at ${contact}` : `Tell ${contact}`;
}

/** "If it happens again, tell Ada; the request id is under Details." */
export function ifAgainWords(contact: string | null): string {
  const tell = tellWords(contact);
  return `If it happens again, ${tell.charAt(0).toLowerCase()}${tell.slice(1)}; the request id is under Details.`;
}

/** "ask Ada", "ask whoever runs this site", "see https://…", within a sentence. */
export function askWords(contact: string | null): string {
  if (contact === null) return 'ask whoever runs this site';
  return LINK.test(contact) ? `see ${contact}` : `ask ${EMAIL.exec(contact)?.[2] ?? contact}`;
}

/** "A shorter question or another model can be quicker." */
export function quickerWords({ offersOtherModels }: BannerContext): string {
  return offersOtherModels === false
    ? 'A shorter question can be quicker.'
    : 'A shorter question or another model can be quicker.';
}

/** Who it is, within a sentence: "Ada", or "whoever runs this site" for an address and for nobody. */
export function ownerWords(contact: string | null): string {
  return contact === null || isAddress(contact) ? 'whoever runs this site' : contact;
}

/**
 * What a visitor reads of a failure that only the operator can fix: the message is safe, whom to
 * tell, and what to give them.
 */
export function ownerMustFixWords(context: BannerContext): string {
  return `${keptWords(context)} ${tellWords(context.contact)}; the request id is below.`;
}

/** The visitor's words for such a failure, under its own title. */
export function ownerMustFix(title: string): (context: BannerContext) => BannerWords {
  return (context) => ({ title, sentence: ownerMustFixWords(context), steps: [] });
}

/** "OpenAI", or words for an upstream whose host is not for visitors. */
export function providerWords(context: BannerContext): string {
  return context.upstreamName === 'OpenAI' ? 'OpenAI' : "the model's provider";
}

/** Says that only the owner's deed helps, and how to reach them where the contact is an address. */
export function untilOwnerWords(
  context: BannerContext,
  deed: { active: string; passive: string },
): string {
  const { contact } = context;
  if (contact !== null && isAddress(contact)) {
    return `Retrying does not help until ${deed.passive}. ${tellWords(contact)}; the request id is below.`;
  }
  return `Retrying does not help until ${ownerWords(contact)} ${deed.active}. ${keptWords(context)}`;
}

/** What a visitor does about a model: choose another, or have the owner change the one there is. */
export function chooseAnotherModel(context: BannerContext): string {
  return context.offersOtherModels === false
    ? untilOwnerWords(context, { active: 'changes it', passive: 'it is changed' })
    : `${keptWords(context)} Choose another model to go on.`;
}

function isAddress(contact: string): boolean {
  return EMAIL.test(contact) || LINK.test(contact);
}
