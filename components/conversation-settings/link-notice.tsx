import { X } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useChatActions, useChatViewer } from '#lib/client/chat/chat-actions.ts';
import { newConversationSettings } from '#lib/client/chat/new-conversation-settings.ts';
import { readLink } from '#lib/client/chat/read-link.ts';
import { savedPresets } from '#lib/client/storage/saved/saved-presets.ts';

const DAMAGED =
  'The settings for new conversations were damaged in this browser. Those that could not be read are no longer set.';

/**
 * Does what the page's address chose, once, and says what it could not, and what was stored and could not be
 * read. Nothing is sent.
 */
export function LinkNotice() {
  const { chooseModelById } = useChatActions();
  const { isOffered } = useChatViewer();
  const [problem, setProblem] = useState<string | null>(null);
  const follow = useEffectEvent(() => {
    const wasDamaged = newConversationSettings.repair();
    const link = readLink(window.location.search, { isOffered, presets: savedPresets.read() });
    if (link.preset) newConversationSettings.chooseHere(link.preset.settings);
    if (link.model !== undefined) chooseModelById(link.model);
    const problems = [...(wasDamaged ? [DAMAGED] : []), ...(link.problem ? [link.problem] : [])];
    if (problems.length > 0) setProblem(problems.join(' '));
  });
  useEffect(() => follow(), []);
  return (
    <div role="status" className="fixed end-3 top-14 z-10 max-w-[calc(100%-1.5rem)]">
      {problem !== null && (
        <p className="flex items-center gap-2 rounded-xl border border-line bg-raised py-1 pe-1 ps-3 shadow-float">
          <span>{problem}</span>
          <button
            type="button"
            className="btn-icon"
            aria-label="Close"
            onClick={() => setProblem(null)}
          >
            <X aria-hidden className="size-4" />
          </button>
        </p>
      )}
    </div>
  );
}
