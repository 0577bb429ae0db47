import type { PromptFault } from '#lib/core/saved/prompt.ts';
import type { PromptFileFault } from '#lib/core/saved/prompt-file.ts';
import { formatCount } from '#lib/core/text/format-amount.ts';

/** What is wrong with the name or the text of a prompt. */
export function promptFaultMessage(fault: PromptFault): string {
  return fault === 'name'
    ? 'A name has 1 to 40 characters, without spaces, slashes and braces, and is not “simulate”.'
    : `A prompt has 1 to ${formatCount(20_000)} characters.`;
}

/** Why a file was refused. Nothing was changed then. */
export function promptFileMessage(name: string, fault: PromptFileFault): string {
  switch (fault.kind) {
    case 'not_prompts':
      return `${name} is not a file of prompts that Starlight exported. Nothing was changed.`;
    case 'too_many':
      return `${name} has more than ${formatCount(fault.limit)} prompts. Nothing was changed.`;
    case 'invalid':
      return `In ${name}, ${fault.field} is missing or not valid. Nothing was changed.`;
  }
}

/** What came of a file with so many prompts. */
export function promptsAddedMessage(added: number, read: number): string {
  const kept = read - added;
  const those = added === 1 ? 'One prompt was added.' : `${formatCount(added)} prompts were added.`;
  if (kept === 0) return those;
  const others = kept === 1 ? 'One was' : `${formatCount(kept)} were`;
  return `${added === 0 ? 'Nothing was added.' : those} ${others} here already, or had no room.`;
}
