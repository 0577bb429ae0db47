import type { StoreProblem } from '#lib/client/storage/store-problem.ts';

const WORDS: Record<StoreProblem, string> = {
  unavailable:
    "This browser doesn't let the page store anything. Conversations last until you close this tab.",
  full: "This browser's storage is full. New messages last until you close this tab. Delete conversations to make room.",
  corrupt: "Some stored messages couldn't be read. They were set aside, not deleted.",
  newer_schema:
    'Another tab has a newer version of this page. Reload to use it; until then, messages last until you close this tab.',
};

/** What the visitor can do about it in the data dialog. */
const ACTIONS: Partial<Record<StoreProblem, string>> = {
  unavailable: 'Export them',
  full: 'Make room',
  corrupt: 'Export them',
};

type StorageNoticeProps = { problem: StoreProblem | null; onData: () => void };

/** Says why the browser can't store messages, and links to what the visitor can do about it. */
export function StorageNotice({ problem, onData }: StorageNoticeProps) {
  if (!problem) return null;
  const action = ACTIONS[problem];
  return (
    <div className="tone-wait flex flex-wrap items-center justify-center gap-x-3 gap-y-1 border-b border-tone-line bg-tone-tint px-4 py-1.5 text-center text-tone-text">
      <p role="status">{WORDS[problem]}</p>
      {action && (
        <button
          type="button"
          className="inline-flex min-h-8 items-center rounded-lg border border-tone-line px-2.5 font-medium pointer-coarse:min-h-11"
          onClick={onData}
        >
          {action}
        </button>
      )}
    </div>
  );
}
