'use client';

import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import { SignInForm } from '../setup/sign-in-form.tsx';
import { Modal } from '../ui/modal.tsx';

export type SignInDialogProps = {
  /** Whom the person signs in as. */
  as: Audience;
  contact: string | null;
  onClose: () => void;
  onSignedIn: () => void;
};

/** Signs in without leaving the conversation. */
export function SignInDialog({ as, contact, onClose, onSignedIn }: SignInDialogProps) {
  const isOperator = as === 'operator';
  return (
    <Modal
      title={isOperator ? 'Operator sign-in' : 'Sign in'}
      onClose={onClose}
      className="max-w-sm"
    >
      <SignInForm
        codeName={isOperator ? 'Operator code' : 'Access code'}
        contact={contact}
        onSignedIn={onSignedIn}
      />
    </Modal>
  );
}
