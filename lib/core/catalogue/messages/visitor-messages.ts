import type { BannerContext, BannerMessage } from '../catalogue-entry.ts';

const EMAIL = /^(mailto:)?([^\s@]+@[^\s@]+)$/i;
const LINK = /^https?:\/\//i;

/** "Your message is saved.", along with the partial reply if some of it had arrived. */
export function savedMessage(context: BannerContext): string {
  return context.replyHasText === true
    ? 'Your message and the partial reply are saved.'
    : 'Your message is saved.';
}

/** " Your message and the partial reply are saved."; nothing if there is no partial reply, to be short. */
export function savedIfPartial(context: BannerContext): string {
  return context.replyHasText === true ? ` ${savedMessage(context)}` : '';
}

/** Tells a visitor that the message didn't cause the failure, and what is saved. */
export function fineAndSavedMessage({ replyHasText }: BannerContext): string {
  return replyHasText === true
    ? "Your message was fine. It's saved, along with the partial reply."
    : "Your message was fine. It's saved.";
}

/** "Contact Ada", "Contact ada@example.org", "Report it at https://…", "Contact the site owner". */
export function contactStep(contact: string | null): string {
  if (contact === null) return 'Contact the site owner';
  if (LINK.test(contact)) return `Report it at ${contact}`;
  return `Contact ${EMAIL.exec(contact)?.[2] ?? contact}`;
}

/** "If it happens again, contact Ada and include the request ID under Details." */
export function ifItHappensAgain(contact: string | null): string {
  const step = contactStep(contact);
  return `If it happens again, ${step.charAt(0).toLowerCase()}${step.slice(1)} and include the request ID under Details.`;
}

/** "ask Ada", "ask the site owner" or "see https://…", for use within a sentence. */
export function askContact(contact: string | null): string {
  if (contact === null) return 'ask the site owner';
  return LINK.test(contact) ? `see ${contact}` : `ask ${EMAIL.exec(contact)?.[2] ?? contact}`;
}

/** "A shorter question or another model may be faster." */
export function fasterOptions({ offersOtherModels }: BannerContext): string {
  return offersOtherModels === false
    ? 'A shorter question may be faster.'
    : 'A shorter question or another model may be faster.';
}

/** "Ada", or "the site owner" if the contact is an address or missing; for use within a sentence. */
function ownerName(contact: string | null): string {
  return contact === null || isAddress(contact) ? 'the site owner' : contact;
}

/**
 * What a visitor reads about a failure that only the operator can fix: the message is saved, who to
 * contact, and what to include.
 */
export function ownerMustFixMessage(context: BannerContext): string {
  return `${savedMessage(context)} ${contactStep(context.contact)} and include the request ID below.`;
}

/** The visitor's banner for such a failure, with the given title. */
export function ownerMustFix(title: string): (context: BannerContext) => BannerMessage {
  return (context) => ({ title, sentence: ownerMustFixMessage(context), steps: [] });
}

/** "OpenAI", or a generic name for another upstream, because visitors must not see its host. */
export function providerName(context: BannerContext): string {
  return context.upstreamName === 'OpenAI' ? 'OpenAI' : "the model's provider";
}

/** Says that retrying won't help until the owner acts, and how to reach them if there is an address. */
export function untilOwnerActs(
  context: BannerContext,
  action: { active: string; passive: string },
): string {
  const { contact } = context;
  if (contact !== null && isAddress(contact)) {
    return `Retrying won't help until ${action.passive}. ${contactStep(contact)} and include the request ID below.`;
  }
  return `Retrying won't help until ${ownerName(contact)} ${action.active}. ${savedMessage(context)}`;
}

/** What a visitor can do about a model: choose another one, or wait for the owner to change it. */
export function chooseAnotherModel(context: BannerContext): string {
  return context.offersOtherModels === false
    ? untilOwnerActs(context, { active: 'changes it', passive: "it's changed" })
    : `${savedMessage(context)} Choose another model to continue.`;
}

function isAddress(contact: string): boolean {
  return EMAIL.test(contact) || LINK.test(contact);
}
