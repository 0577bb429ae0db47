import type { ReactNode } from 'react';
import { StarMark } from '../ui/star-mark.tsx';

type ScreenFrameProps = { title: string; children: ReactNode; wide?: boolean };

/** The frame of standalone pages: sign-in, setup, closed, not found. */
export function ScreenFrame({ title, children, wide = false }: ScreenFrameProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 py-[max(2rem,8dvh)]">
      <div className={`flex w-full flex-col gap-6 ${wide ? 'max-w-[42rem]' : 'max-w-sm'}`}>
        <p className="flex items-center gap-2 font-semibold tracking-tight">
          <StarMark className="size-5" />
          Starlight
        </p>
        <h1 className="text-2xl font-semibold tracking-tight text-balance">{title}</h1>
        {children}
      </div>
    </main>
  );
}
