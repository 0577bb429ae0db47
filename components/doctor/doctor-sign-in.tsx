'use client';

import { useRouter } from 'next/navigation';
import { ScreenFrame } from '../setup/screen-frame.tsx';
import { SignInForm } from '../setup/sign-in-form.tsx';

/** The doctor's sign-in screen: only the operator sees check results. */
export function DoctorSignIn() {
  const router = useRouter();
  return (
    <ScreenFrame title="The doctor is for the operator">
      <p className="text-base text-pretty text-muted">
        It checks this site's key and settings. Enter the operator code, which is set as
        STARLIGHT_OPERATOR_CODE on the server.
      </p>
      <SignInForm codeName="Operator code" contact={null} onSignedIn={() => router.refresh()} />
    </ScreenFrame>
  );
}
