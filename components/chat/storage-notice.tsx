import type { StoreProblem } from '#lib/client/storage/conversation-store.ts';

const WORDS: Record<StoreProblem, string> = {
  unavailable:
    'This browser does not let the page store anything: conversations last until this tab is closed.',
  full: 'The storage of this browser is full: new messages last until this tab is closed. Delete conversations to make room.',
  corrupt: 'Some stored messages could not be read. They were set aside, not deleted.',
  newer_schema:
    'Another tab runs a newer version of this page. Reload to use it; until then messages last while this tab is open.',
};

/** Says what keeps the browser from storing messages. */
export function StorageNotice({ problem }: { problem: StoreProblem | null }) {
  if (!problem) return null;
  return (
    <p
      role="status"
      className="tone-wait border-b border-tone-line bg-tone-tint px-4 py-2 text-center text-tone-text"
    >
      {WORDS[problem]}
    </p>
  );
}
