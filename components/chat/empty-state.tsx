import { KeyRound, MessageSquareText, Scissors, ScrollText, Table2, Timer } from 'lucide-react';
import { useChatViewer } from '#lib/client/chat/chat-actions.ts';
import type { SiteState } from '#lib/core/site-state.ts';
import { PageLink } from '../ui/page-link.tsx';
import { StarMark } from '../ui/star-mark.tsx';
import { deferredCommands } from './deferred-parts.tsx';

type EmptyStateProps = {
  site: SiteState;
  isTemporary: boolean;
  /** Whether this browser stores conversations. */
  isStored: boolean;
  onSuggestion: (text: string) => void;
};

/** The first screen: what this is, what to try and where messages go. */
export function EmptyState({ site, isTemporary, isStored, onSuggestion }: EmptyStateProps) {
  const { audience } = useChatViewer();
  const commands = deferredCommands.use();
  const suggestions = site.demo ? DEMO_SUGGESTIONS : SUGGESTIONS;
  if (isTemporary && typeof commands !== 'string') return <commands.TemporaryStart site={site} />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto mask-b-from-[calc(100%-1.5rem)]">
      <div className="mx-auto flex min-h-full w-full max-w-[46rem] flex-col justify-center gap-4 px-4 py-6 sm:gap-6 sm:py-10">
        <div className="flex flex-col gap-3">
          <StarMark />
          <h2 className="text-2xl font-semibold tracking-tight text-balance">
            {site.demo ? 'See what explained errors look like' : 'What can I help with?'}
          </h2>
          <p className="max-w-[38rem] text-base text-pretty text-muted">
            {audience === 'operator'
              ? 'Starlight keeps the API key on the server and explains every failure.'
              : 'If something goes wrong, Starlight says why and what to do next.'}
            {site.demo && ' In this demo, nothing is sent to a model.'}
          </p>
        </div>
        <ul className="grid gap-2 sm:grid-cols-2">
          {suggestions.map(({ icon: Icon, title, text, shown }) => (
            <li key={text}>
              <button
                type="button"
                onClick={() => onSuggestion(text)}
                className="flex h-full w-full items-start gap-3 rounded-xl border border-line bg-raised px-3.5 py-2.5 sm:py-3.5 text-start transition-colors duration-150 hover:bg-sunken"
              >
                <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
                <span className="flex min-w-0 flex-col gap-0.5">
                  <span className="font-medium">{title}</span>
                  <span className="text-muted">{shown ?? text}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
        <p className="text-pretty text-muted">
          {!site.demo && `Messages go through this server to ${site.upstreamName}. `}
          {isStored && 'Conversations are saved in this browser only. '}The{' '}
          <PageLink href="/errors" className="underline underline-offset-2">
            error guide
          </PageLink>{' '}
          explains what can fail and what to do.
        </p>
      </div>
    </div>
  );
}

type Suggestion = { icon: typeof Timer; title: string; text: string; shown?: string };

const DEMO_SUGGESTIONS: readonly Suggestion[] = [
  {
    icon: Table2,
    title: 'See what a reply can contain',
    text: 'Show me a table, some code and a list',
  },
  {
    icon: ScrollText,
    title: 'Watch a long reply',
    text: 'Show me math, a picture and a long answer',
  },
  {
    icon: MessageSquareText,
    title: 'Ask about a 401',
    text: 'Why do I get a 401 with axios?',
  },
  {
    icon: KeyRound,
    title: 'See a rejected key',
    text: '/simulate key_invalid',
  },
  {
    icon: Timer,
    title: 'See a rate limit and its countdown',
    text: '/simulate rate_limited 8',
  },
  {
    icon: Scissors,
    title: 'See a reply cut off midway',
    text: '/simulate reply_interrupted',
  },
];

const SUGGESTIONS: readonly Suggestion[] = [
  {
    icon: MessageSquareText,
    title: 'Explain something',
    text: 'Explain how HTTPS keeps a message private, in five sentences.',
  },
  {
    icon: ScrollText,
    title: 'Understand an error',
    text: 'What does a 429 from an API mean, and what should a client do about it?',
  },
  {
    icon: Timer,
    title: 'Plan a day',
    text: 'Plan a calm workday with two meetings and three hours of deep work.',
  },
  {
    icon: Scissors,
    title: 'Shorten a text',
    text: 'Give me a checklist for cutting a text in half without losing its point.',
  },
];
