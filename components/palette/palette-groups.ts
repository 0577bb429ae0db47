import { type LucideIcon, MessageSquare, Sparkles } from 'lucide-react';
import type { SearchHits } from '#lib/client/search/search-scan.ts';
import type { Conversation } from '#lib/core/chat/chat-log.ts';
import { shownTitle } from '#lib/core/chat/shown-title.ts';
import type { OfferedModel } from '#lib/core/models/listed-model.ts';
import { foldCase } from '#lib/core/search/fold-case.ts';
import { type MarkedPart, markMatches } from '#lib/core/search/mark-matches.ts';
import { hasAllWords, readQuery, type SearchQuery } from '#lib/core/search/search-query.ts';
import { formatDay } from '#lib/core/text/format-day.ts';
import type { ChatCommand } from '../commands/chat-command.ts';

/** One line of the palette, and what choosing it does. */
export type PaletteOption = {
  id: string;
  icon: LucideIcon;
  label: readonly MarkedPart[];
  /** Small and gray, after the label or below it. */
  detail?: string;
  command?: ChatCommand;
  choice:
    | { type: 'command'; command: ChatCommand }
    | { type: 'conversation'; conversationId: string }
    | { type: 'model'; model: string }
    | { type: 'message'; hit: SearchHits['messages'][number]; query: SearchQuery };
};

type PaletteGroup = { name: string; options: PaletteOption[] };

type PaletteSource = {
  typed: string;
  conversations: readonly Conversation[] | null;
  /** The open conversation, which is not offered as one to go to. */
  shownId: string;
  /** Those that can do something now. */
  commands: readonly ChatCommand[];
  models: readonly OfferedModel[];
  model: string;
  hits: SearchHits | null;
  now: number;
};

const RECENT = 5;
const MAX_MODELS = 8;

/** What the palette lists for what was typed: groups with at least one option, the best first. */
export function paletteGroups(source: PaletteSource): PaletteGroup[] {
  const query = readQuery(source.typed);
  const groups = query ? foundGroups(source, query) : restingGroups(source);
  return groups.filter(({ options }) => options.length > 0);
}

function restingGroups({ conversations, shownId, commands, now }: PaletteSource): PaletteGroup[] {
  const recent = (conversations ?? [])
    .filter(({ id, archived }) => id !== shownId && !archived)
    .slice(0, RECENT);
  return [
    { name: 'Recent conversations', options: recent.map((one) => conversationOption(one, now)) },
    { name: 'Actions', options: commands.map((command) => commandOption(command, null)) },
  ];
}

function foundGroups(source: PaletteSource, query: SearchQuery): PaletteGroup[] {
  const { commands, models, model, hits, now } = source;
  const matches = (text: string) => hasAllWords(foldCase(text), query);
  const actions = commands.filter(({ label, words }) => matches(`${label} ${words ?? ''}`));
  const others = models.filter(({ id }) => id !== model && matches(`${id} model`));
  return [
    {
      name: 'Conversations',
      options: (hits?.titles ?? []).map(({ conversation, title }) =>
        conversationOption(conversation, now, title),
      ),
    },
    { name: 'Actions', options: actions.map((command) => commandOption(command, query)) },
    {
      name: 'Models',
      options: others.slice(0, MAX_MODELS).map(({ id }) => modelOption(id, query)),
    },
    {
      name: 'Messages',
      options: (hits?.messages ?? []).map((hit) => messageOption(hit, query, now)),
    },
  ];
}

function conversationOption(
  conversation: Conversation,
  now: number,
  title: readonly MarkedPart[] = plain(shownTitle(conversation)),
): PaletteOption {
  return {
    id: `conversation-${conversation.id}`,
    icon: MessageSquare,
    label: title,
    detail: conversation.archived ? 'Archived' : formatDay(conversation.updatedAt, { now }),
    choice: { type: 'conversation', conversationId: conversation.id },
  };
}

function commandOption(command: ChatCommand, query: SearchQuery | null): PaletteOption {
  return {
    id: `command-${command.id}`,
    icon: command.icon,
    label: query ? markMatches(command.label, query) : plain(command.label),
    command,
    choice: { type: 'command', command },
  };
}

function modelOption(model: string, query: SearchQuery): PaletteOption {
  return {
    id: `model-${model}`,
    icon: Sparkles,
    label: markMatches(model, query),
    detail: 'Use this model',
    choice: { type: 'model', model },
  };
}

function messageOption(
  hit: SearchHits['messages'][number],
  query: SearchQuery,
  now: number,
): PaletteOption {
  const { conversation, messageId, role, createdAt, snippet } = hit;
  const writer = role === 'user' ? 'You' : 'Reply';
  return {
    id: `message-${messageId}`,
    icon: MessageSquare,
    label: snippet,
    detail: `${shownTitle(conversation)} · ${writer} · ${formatDay(createdAt, { now })}`,
    choice: { type: 'message', hit, query },
  };
}

function plain(text: string): MarkedPart[] {
  return [{ text, isMatch: false }];
}
