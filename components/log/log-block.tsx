'use client';

import { memo } from 'react';
import { blockIdOf, type LogBlock } from '#lib/core/chat/log-blocks.ts';
import { Reply } from '../chat/reply.tsx';
import { UserMessage } from '../chat/user-message.tsx';

type LogBlockViewProps = {
  block: LogBlock;
  /** Its place among the blocks of the log. */
  index: number;
  /** The IDs of each message and its versions (`siblingIdsOf`). */
  siblingIds: ReadonlyMap<string, string>;
  /** Whether it is the last block of the log. */
  isLast: boolean;
  editingId: string | null;
  onEditing: (messageId: string | null) => void;
};

/** Turns of the log, which are its own children. */
export const LogBlockView = memo(function LogBlockView(props: LogBlockViewProps) {
  const { block, index, siblingIds, isLast, editingId, onEditing } = props;
  const lastId = isLast ? blockIdOf(block) : null;
  return block.map((turn) => (
    <div key={turn[0]?.id} className="turn" data-block={index}>
      {turn.map((message, at) => {
        const siblings = siblingIds.get(message.id) ?? message.id;
        return message.role === 'user' ? (
          <UserMessage
            key={message.id}
            message={message}
            siblings={siblings}
            editing={editingId === message.id}
            onEditing={onEditing}
          />
        ) : (
          <Reply
            key={message.id}
            message={message}
            siblings={siblings}
            parentId={message.parentId}
            asked={turn[at - 1]?.text ?? ''}
            last={message.id === lastId}
            onEdit={onEditing}
          />
        );
      })}
    </div>
  ));
});

/**
 * The place of turns that are not drawn: as high as they are, with their text for the browser's search, which
 * has them drawn when it finds something there.
 */
export const UndrawnBlock = memo(function UndrawnBlock(props: { index: number; height: number }) {
  const { index, height } = props;
  return <div ref={hideUntilFound} className="undrawn" data-block={index} style={{ height }} />;
});

/** React knows only `true` for this attribute. */
function hideUntilFound(element: HTMLElement | null): void {
  element?.setAttribute('hidden', 'until-found');
}
