import 'server-only';
import type { CompletePart, OutputPart } from './output-part.ts';

/**
 * Chooses one form of an item's thinking, its own words or a summary, as a server that sends both says the
 * same twice.
 */
type ThinkingForms = {
  /** Whether a piece is in the form in which its item began. */
  accepts: (part: OutputPart) => boolean;
  /** The parts of a complete item that are in its form. */
  choose: <Part extends CompletePart>(parts: readonly Part[]) => Part[];
};

// Far more than any reply has.
const MAX_ITEMS = 10_000;

export function createThinkingForms(): ThinkingForms {
  const forms = new Map<string, OutputPart['kind']>();
  let recent: OutputPart['kind'] | null = null;

  return {
    accepts({ items: [item], kind }) {
      const form = forms.get(item);
      if (form === undefined && forms.size < MAX_ITEMS) forms.set(item, kind);
      recent = form ?? kind;
      return (form ?? kind) === kind;
    },
    choose(parts) {
      const [first] = parts;
      if (!first) return [];
      const begun = forms.get(first.part.items[0]) ?? recent;
      const form = parts.some(({ part }) => part.kind === begun) ? begun : first.part.kind;
      return parts.filter(({ part }) => part.kind === form);
    },
  };
}
