import { describe, expect, it } from 'vitest';
import { listFiles, readSource } from './source-files.ts';

type VercelFile = {
  functions: Record<string, { maxDuration: number; supportsCancellation: boolean }>;
};

/** The routes of replies, which may take as long as Vercel allows. */
const streaming = listFiles('app').filter(
  (file) => file.endsWith('/route.ts') && readSource(file).text.includes('maxDuration = 300'),
);

describe('vercel.json', () => {
  it('gives every route that streams its time, and lets Stop cancel it', () => {
    const { functions } = JSON.parse(readSource('vercel.json').text) as VercelFile;
    expect(streaming.length).toBeGreaterThan(2);
    expect(Object.keys(functions).sort()).toEqual([...streaming].sort());
    for (const settings of Object.values(functions)) {
      expect(settings).toEqual({ maxDuration: 300, supportsCancellation: true });
    }
  });
});
