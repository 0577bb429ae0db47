import { useRemainingLimitMessage } from '#lib/client/limits/use-remaining-limit-message.ts';
import { useOnline } from '#lib/client/network/use-online.ts';
import { useChatViewer } from '../../lib/client/chat/chat-actions.ts';

/** A hint while writing: the network is down, a limit is near, or a general caution. */
export function ComposerHint({ demo }: { demo: boolean }) {
  const online = useOnline();
  const limitMessage = useRemainingLimitMessage(useChatViewer().audience);
  const notice = online
    ? limitMessage
    : "You're offline. Messages are saved; you can send them when you're back.";
  return (
    <div className="mt-2 text-center text-xs text-muted short:mt-1">
      {/* Rendered even when empty, because screen readers only announce changes within it. */}
      <p role="status" className="text-balance text-text">
        {notice}
      </p>
      {notice === null && (
        <p className="short:hidden">
          {demo
            ? 'This is a demo: no model is called, and replies are simulated.'
            : 'Models make mistakes. Check important facts.'}
        </p>
      )}
    </div>
  );
}
