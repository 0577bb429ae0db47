import { TriangleAlert } from 'lucide-react';
import type { inspectShared } from '#lib/client/share/inspect-shared.ts';
import type { SecretKind } from '#lib/core/secrets/secret-kind.ts';
import { formatCount } from '#lib/core/text/format-amount.ts';

const NAMES: Readonly<Record<SecretKind, string>> = {
  private_key: 'Private key',
  anthropic_key: 'Anthropic key',
  openai_key: 'OpenAI key, or one of its form',
  aws_key: 'AWS access key',
  github_token: 'GitHub token',
  slack_token: 'Slack token or webhook',
  google_key: 'Google API key',
  stripe_key: 'Stripe key',
  jwt: 'Login token (JWT)',
  webhook: 'Webhook address',
  other_key: 'API key',
  bearer_token: 'Bearer token',
  basic_login: 'User name with a password',
  cookie: 'Cookie',
  address_password: 'Address with a password',
  password: 'Password or secret',
  random_text: 'Long random text, perhaps a token',
};
const SHOWN = 8;

/** What looks like a secret, and where. */
export function SecretList({ secrets }: { secrets: ReturnType<typeof inspectShared> }) {
  const hidden = secrets.length - SHOWN;
  return (
    <section
      aria-label="Possible secrets"
      className="tone-wait mt-4 rounded-xl border border-tone-line bg-tone-tint p-3"
    >
      <p className="flex gap-2 font-medium text-tone-text">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        {secrets.length === 1
          ? 'This looks like a secret. Everyone with the link or the file could read it:'
          : `These ${formatCount(secrets.length)} places look like secrets. Everyone with the link or the file could read them:`}
      </p>
      <ul className="mt-2 flex list-disc flex-col gap-1 ps-6">
        {secrets.slice(0, SHOWN).map(({ kind, excerpt, messageNumber }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list doesn't change.
          <li key={index}>
            {NAMES[kind]}
            {messageNumber === 0 ? ' in the title: ' : ` in message ${messageNumber}: `}
            <code className="inline-block max-w-full break-all">{excerpt}</code>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className="mt-1 ps-6">and {hidden} more</p>}
    </section>
  );
}
