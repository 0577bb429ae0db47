import type { StoreProblem } from '#lib/client/storage/conversation-store.ts';

const WORDS: Record<StoreProblem, string> = {
  unavailable:
    'This browser does not let the page store anything: conversations last until this tab is closed.',
  full: 'The storage of this browser is full: new messages last until this tab is closed. Delete conversations to make room.',
  corrupt: 'Some stored messages could not be read. They were set aside, not deleted.',
  newer_schema:
    'Another tab runs a newer version of this page. Reload to use it; until then messages last while this tab is open.',
};

/** What the visitor can do about it in the dialog on their data. */
const ACTIONS: Partial<Record<StoreProblem, string>> = {
  unavailable: 'Export them',
  full: 'Make room',
  corrupt: 'Export them',
};

export type StorageNoticeProps = { problem: StoreProblem | null; onData: () => void };

/** Says what keeps the browser from storing messages, and leads to what can be done about it. */
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
