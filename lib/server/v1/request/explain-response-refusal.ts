import 'server-only';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';

/** A member of a request that Starlight refuses for a reason of its own. */
type Refusal = { path: (string | number)[]; advice: string };

const WHOLE_CONVERSATION =
  'Starlight stores no responses. Send the whole conversation in input instead.';
const REFUSED: Readonly<Record<string, string>> = {
  previous_response_id: WHOLE_CONVERSATION,
  conversation: WHOLE_CONVERSATION,
  background:
    'Starlight stores no responses, so none can be fetched later. Leave out background, and use stream for a reply that takes long.',
  prompt:
    "A prompt template is stored in the site owner's account, which programs can't use. Send its text in instructions.",
};
const REFERENCE =
  'Starlight stores no responses. Send the item itself instead of its ID: in the AI SDK, with providerOptions: { openai: { store: false } }; in LangChain, with zdrEnabled: true.';
const FILE =
  "Starlight doesn't accept files: send their text as input_text, or a picture as input_image with a data URL in image_url.";
const HOSTED_TOOL =
  "Starlight doesn't offer tools that the upstream runs, since they cost extra or reach the network. Use tools of type function or custom, which the program runs itself.";
const CLIENT_TOOLS = ['function', 'custom'];

/**
 * The first member that can't work without storage, or that would cost more than the reply, and what to send
 * instead; null if there is none. Reads a body without members that are null.
 */
export function explainResponseRefusal(body: unknown): Refusal | null {
  if (!isRecord(body)) return null;
  for (const [name, advice] of Object.entries(REFUSED)) {
    const isSent = Object.hasOwn(body, name) && body[name] !== false;
    if (isSent) return { path: [name], advice };
  }
  return explainInput(body['input']) ?? explainTools(body['tools']);
}

function explainInput(input: unknown): Refusal | null {
  if (!Array.isArray(input)) return null;
  for (const [at, item] of input.entries()) {
    const path = ['input', at];
    // The type is optional in a reference, which has nothing but an ID.
    const isReference =
      fieldOf(item, 'type') === 'item_reference' ||
      (isRecord(item) && Object.keys(item).length === 1 && typeof item['id'] === 'string');
    if (isReference) return { path, advice: REFERENCE };
    for (const name of ['content', 'output']) {
      const parts = fieldOf(item, name);
      const part = Array.isArray(parts) ? parts.findIndex(isFile) : -1;
      if (part !== -1) return { path: [...path, name, part], advice: FILE };
    }
  }
  return null;
}

function isFile(part: unknown): boolean {
  return fieldOf(part, 'type') === 'input_file' || fieldOf(part, 'file_id') !== undefined;
}

function explainTools(tools: unknown): Refusal | null {
  if (!Array.isArray(tools)) return null;
  const at = tools.findIndex((tool) => {
    const type = fieldOf(tool, 'type');
    return typeof type === 'string' && !CLIENT_TOOLS.includes(type);
  });
  return at === -1 ? null : { path: ['tools', at, 'type'], advice: HOSTED_TOOL };
}
