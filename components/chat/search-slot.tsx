import { useEffect } from 'react';
import type { ChatLog } from '#lib/core/chat/chat-log.ts';
import { deferredSearchSwitch } from './deferred-parts.tsx';

type SearchSlotProps = {
  /** Absent if the model can't search. */
  on: boolean | undefined;
  path: ChatLog['path'];
  onChange: (on: boolean) => void;
};

/** The place of the switch for searches of the web, which has its size before the switch arrives. */
export function SearchSlot({ on, path, onChange }: SearchSlotProps) {
  // A conversation goes on as its last question was asked, until someone switches it.
  const asked = path.findLast(({ role }) => role === 'user')?.webSearch ?? false;
  useEffect(() => onChange(asked), [asked, onChange]);
  return on === undefined ? null : <Slot on={on} onChange={onChange} />;
}

function Slot(props: { on: boolean; onChange: SearchSlotProps['onChange'] }) {
  const part = deferredSearchSwitch.use();
  return (
    <span className="size-9 pointer-coarse:size-11">
      {typeof part !== 'string' && <part.SearchSwitch {...props} />}
    </span>
  );
}
