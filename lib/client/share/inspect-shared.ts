import { findSecrets } from '#lib/core/secrets/find-secrets.ts';
import type { SecretKind } from '#lib/core/secrets/secret-kind.ts';
import type { SharedConversation } from '#lib/core/share/shared-conversation.ts';

type SecretInMessage = {
  kind: SecretKind;
  excerpt: string;
  /** Counts from 1; 0 for the title. */
  messageNumber: number;
};

/** What in a conversation looks like a key, a token or a password, before it is shared. */
export function inspectShared({ title, messages }: SharedConversation): SecretInMessage[] {
  const texts = messages.map(({ text, toolCalls = [], sources = [], files = [] }) =>
    [
      text,
      ...toolCalls.map((call) => call.arguments),
      ...files.map((file) => `${file.name}\n${file.text ?? ''}`),
      ...sources.map((source) => `${source.url} ${source.title ?? ''}`),
    ].join('\n'),
  );
  return [title, ...texts].flatMap((text, messageNumber) =>
    findSecrets(text).map((found) => ({ ...found, messageNumber })),
  );
}
