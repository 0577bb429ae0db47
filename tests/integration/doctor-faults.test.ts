import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Wire, WireAnswer } from '#lib/core/doctor/doctor-facts.ts';
import { CHECK_IDS } from '#lib/core/doctor/report/doctor-report.ts';
import { reportText } from '#lib/core/doctor/report/report-text.ts';
import type { UpstreamFault } from '#lib/core/upstream-faults/upstream-fault.ts';
import { UPSTREAM_FAULTS } from '#lib/core/upstream-faults/upstream-faults.ts';
import { completion, reply } from '#tests/support/completion-events.ts';
import {
  type ScriptableUpstream,
  startScriptableUpstream,
} from '#tests/support/scriptable-upstream.ts';
import { checkOf, examine, KEY, OTHER_KEY } from '#tests/unit/doctor/doctor-fixture.ts';

type Stage = 'models' | 'completion' | 'stream';
const STAGES: readonly Stage[] = ['models', 'completion', 'stream'];

// The doctor only connects to it; its responses are made here, with the key in every field.
let upstream: ScriptableUpstream;
beforeAll(async () => {
  upstream = await startScriptableUpstream();
});
afterAll(() => upstream.close());

function wireAnswer(
  status: number,
  body: string,
  headers: Record<string, string> = {},
): WireAnswer {
  return { status, body, headers: new Headers(headers), receivedAtMs: Date.now() };
}

/** A fault at one stage only. Where real upstreams quote part of a key, this one quotes all of it. */
function faultyAt(stage: Stage, { wire }: UpstreamFault): Wire['request'] {
  return async ({ path, body }) => {
    const requested: Stage =
      path === '/models' ? 'models' : body?.['stream'] === true ? 'stream' : 'completion';
    if (requested !== stage) return healthyAnswer(requested);
    if (wire.type === 'connection') {
      const cause = Object.assign(new Error(`in header: Bearer ${KEY}`), { code: wire.code });
      throw new TypeError(`fetch failed with ${KEY}`, { cause });
    }
    if (wire.type === 'stream') return wireAnswer(200, wire.chunks.join(''));
    const bodyWithKey = wire.body.replaceAll(/sk-[\w*-]+/g, KEY);
    return wireAnswer(wire.status, bodyWithKey, {
      ...wire.headers,
      'x-request-id': `req-${KEY.slice(8, 40)}`,
      'x-ratelimit-reset-requests': KEY,
      date: KEY,
    });
  };
}

function healthyAnswer(stage: Stage): WireAnswer {
  if (stage === 'models')
    return wireAnswer(200, '{"data":[{"id":"gpt-test"},{"id":"gpt-test-mini"}]}');
  return wireAnswer(200, stage === 'stream' ? reply('Hi') : JSON.stringify(completion('Hi')));
}

const env = { OPENAI_API_KEY: KEY, OPENAI_ORG_ID: 'org-A', STARLIGHT_PUBLIC: '1' };

describe.each(STAGES)('the doctor at the stage "%s"', (stage) => {
  it.each(UPSTREAM_FAULTS)('reports a finding with text and a fix for $id', async (fault) => {
    const report = await examine({ env, upstream, wire: { request: faultyAt(stage, fault) } });
    const check = checkOf(report, stage);
    expect(report.checks).toHaveLength(CHECK_IDS.length);
    expect(report.verdict).toMatch(/^\S.{8,160}[.]$/);
    expect(reportText(report)).not.toMatch(/undefined|\bnull\b|NaN|\[object|failed unexpectedly/);
    if (check.status === 'fail') expect(check.fix).toMatch(/\S/);
    if (fault.wire.type !== 'stream') expect(['fail', 'warn']).toContain(check.status);
    expect(JSON.stringify(report)).not.toContain(OTHER_KEY);
  });
});
