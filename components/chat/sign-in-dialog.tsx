'use client';

import { SignInForm } from '../setup/sign-in-form.tsx';
import { Modal } from '../ui/modal.tsx';

export type SignInDialogProps = {
  contact: string | null;
  onClose: () => void;
  onSignedIn: () => void;
};

/** Signs in without leaving the conversation. */
export function SignInDialog({ contact, onClose, onSignedIn }: SignInDialogProps) {
  return (
    <Modal title="Sign in" onClose={onClose} className="max-w-sm">
      <SignInForm contact={contact} onSignedIn={onSignedIn} />
    </Modal>
  );
}
