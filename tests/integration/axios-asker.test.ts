import axios, { AxiosError, type AxiosRequestConfig } from 'axios';
import { describe, expect, it } from 'vitest';
import { POST as completions } from '#app/v1/chat/completions/route.ts';
import { completion } from '#tests/support/completion-events.ts';
import { prepareSite, TEAM_TOKEN } from '#tests/support/prepare-site.ts';
import { answer } from '#tests/support/scriptable-upstream.ts';

const REPLY = 'Exactly what the upstream said: “ü” 🌟\n';

const site = prepareSite({
  respond: answer(200, completion(REPLY)),
  handlers: { '/v1/chat/completions': completions },
  env: { STARLIGHT_TEAM_TOKENS: `asker:${TEAM_TOKEN}` },
});
const url = () => `${site.origin}/v1/chat/completions`;

const data = { model: 'gpt-test', messages: [{ role: 'user', content: 'hello' }] };
const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${TEAM_TOKEN}` };

describe('the axios call from the original question', () => {
  it('returns a 401 that mentions axios and its third argument', async () => {
    // As in the question: axios takes the headers as its config and sends none of them.
    const mistake = headers as AxiosRequestConfig;
    const error = await axios.post(url(), data, mistake).catch((thrown: unknown) => thrown);
    if (!(error instanceof AxiosError)) throw error;
    expect(error.response?.status).toBe(401);
    expect(error.response?.data.error).toMatchObject({
      type: 'invalid_request_error',
      code: 'missing_authorization',
      param: null,
    });
    const { message } = error.response?.data.error ?? {};
    expect(message).toContain('No Authorization header arrived');
    expect(message).toContain('axios');
    expect(message).toContain('third argument');
    expect(message).toContain('{ headers }');
    expect(JSON.stringify(error.response?.data)).not.toContain(TEAM_TOKEN.slice(0, 8));
    expect(site.upstream.requests).toHaveLength(0);
  });

  it("works when corrected, and returns exactly the upstream's text", async () => {
    const response = await axios.post(url(), data, { headers });
    expect(response.data.choices?.[0].message?.content).toBe(REPLY);
    expect(site.upstream.requests).toHaveLength(1);
  });
});
