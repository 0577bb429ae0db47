import { expect } from 'vitest';
import type { CheckId } from '#lib/core/doctor/report/doctor-report.ts';
import { type Case, checkOf, examine, KEY } from './doctor-fixture.ts';
import { startOpenAi } from './openai-upstream.ts';

/** The upstream of all rows of a file. */
export const upstream = await startOpenAi();

/** A case of the doctor, and what one of its checks then says. */
export type Row = Omit<Case, 'upstream'> & {
  name: string;
  check: CheckId;
  status: 'pass' | 'warn' | 'fail' | 'skip';
  title: RegExp;
  detail?: RegExp;
  fix?: RegExp;
};

/** Examines a row's case, and compares the result of its check. */
export async function expectRow({ name: _, check, status, title, detail, fix, ...given }: Row) {
  const result = checkOf(await examine({ ...given, upstream }), check);
  expect(result).toMatchObject({ status, title: expect.stringMatching(title) });
  if (detail) expect(result.detail).toMatch(detail);
  if (fix) expect(result.fix).toMatch(fix);
  else if (status === 'fail') expect(result.fix).toMatch(/\S/);
}

/** An environment with a key, and more. */
export const withKey = (more: Record<string, string> = {}) => ({ OPENAI_API_KEY: KEY, ...more });
