'use client';

import { deferredSignIn } from './deferred-parts.ts';
import { MissingPartDialog } from './missing-part-dialog.tsx';
import type { SignInDialogProps } from './sign-in-dialog.tsx';

/** The dialog for signing in, whose code few visitors need. */
export function DeferredSignInDialog(props: SignInDialogProps) {
  const dialog = deferredSignIn.use();
  if (dialog === 'loading') return null;
  if (dialog === 'failed') return <MissingPartDialog title="Sign in" onClose={props.onClose} />;
  return <dialog.SignInDialog {...props} />;
}
