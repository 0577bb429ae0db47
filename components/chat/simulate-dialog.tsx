'use client';

import { useState } from 'react';
import { useChatViewer } from '#lib/client/chat/chat-actions.ts';
import { describeError } from '#lib/core/catalogue/describe-error.ts';
import {
  defaultStatusOf,
  ERROR_KINDS,
  type ErrorKind,
  isErrorKind,
} from '#lib/core/errors/error-kinds.ts';
import { toErrorBody } from '#lib/core/errors/starlight-error.ts';
import { Modal } from '../ui/modal.tsx';

const KINDS = Object.keys(ERROR_KINDS).filter(isErrorKind);

export type SimulateDialogProps = { onClose: () => void; onChoose: (kind: ErrorKind) => void };

/** A searchable list of every failure. */
export function SimulateDialog({ onClose, onChoose }: SimulateDialogProps) {
  const [search, setSearch] = useState('');
  const { upstreamName } = useChatViewer();
  const query = search.trim().toLowerCase();
  const rows = KINDS.map((kind) => ({ kind, ...headingFor(kind, upstreamName) })).filter(
    ({ kind, heading }) => kind.includes(query) || heading.toLowerCase().includes(query),
  );
  return (
    <Modal title="Simulate a failure" onClose={onClose} className="max-w-xl">
      <p className="mb-3 text-muted">
        Choose one to put it in the message field, then send it to make it happen.
      </p>
      <input
        type="search"
        aria-label="Search failures"
        placeholder="429, key, offline…"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        className="field mb-3"
      />
      <ul className="flex flex-col pb-2">
        {rows.map(({ kind, heading }) => (
          <li key={kind}>
            <button
              type="button"
              onClick={() => onChoose(kind)}
              className="flex w-full flex-col rounded-lg px-2 py-2 text-start transition-colors duration-150 hover:bg-sunken sm:flex-row sm:items-baseline sm:gap-3"
            >
              <span className="min-w-0 flex-1">{heading}</span>
              <code className="font-mono text-xs text-muted">{kind}</code>
            </button>
          </li>
        ))}
      </ul>
      {rows.length === 0 && <p className="text-muted">No failures match.</p>}
    </Modal>
  );
}

function headingFor(kind: ErrorKind, upstreamName: string): { heading: string } {
  const body = toErrorBody({ kind, status: defaultStatusOf(kind) }, 'none');
  const { heading } = describeError(body, {
    audience: 'operator',
    contact: null,
    upstreamName,
    model: null,
  });
  return { heading };
}
