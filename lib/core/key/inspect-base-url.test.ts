import { describe, expect, it } from 'vitest';
import { inspectBaseUrl } from './inspect-base-url.ts';

const strict = { allowHttp: false };

describe('inspectBaseUrl', () => {
  it.each([
    ['https://api.openai.com/v1', 'https://api.openai.com/v1'],
    ['https://api.openai.com/v1/', 'https://api.openai.com/v1'],
    [' https://API.openai.com:443/v1// \n', 'https://api.openai.com/v1'],
    ['https://eu.api.openai.com/v1', 'https://eu.api.openai.com/v1'],
    ['https://api.groq.com/openai/v1', 'https://api.groq.com/openai/v1'],
    ['https://relay.example', 'https://relay.example'],
    ['http://localhost:11434/v1', 'http://localhost:11434/v1'],
    ['http://127.0.0.1:8080/v1', 'http://127.0.0.1:8080/v1'],
    ['http://127.1.2.3/v1', 'http://127.1.2.3/v1'],
    ['http://[::1]:8080/v1', 'http://[::1]:8080/v1'],
    ['http://ollama.localhost/v1', 'http://ollama.localhost/v1'],
  ])('accepts %j', (value, url) => {
    expect(inspectBaseUrl(value, strict)).toEqual({ ok: true, url });
  });

  it.each([
    ['nonsense', 'not_a_url'],
    ['https://', 'not_a_url'],
    ['https://a b.example/v1', 'not_a_url'],
    ['https://api.openai.com/v1\u200b', 'not_a_url'],
    ['"https://api.openai.com/v1"', 'quotes'],
    ['<https://api.openai.com/v1>', 'quotes'],
    ['“https://api.openai.com/v1”', 'quotes'],
    ['api.openai.com/v1', 'scheme_missing'],
    ['relay.example:8443/v1', 'scheme_missing'],
    ['localhost:11434/v1', 'scheme_missing'],
    ['ftp://api.openai.com/v1', 'scheme_unknown'],
    ['file:///etc/passwd', 'scheme_unknown'],
    ['http://relay.example/v1', 'insecure_http'],
    ['http://10.0.0.5/v1', 'insecure_http'],
    ['http://127.0.0.1.evil.test/v1', 'insecure_http'],
    ['http://localhost.evil.test/v1', 'insecure_http'],
    ['https://user:pass@api.openai.com/v1', 'credentials_in_url'],
    ['https://sk-proj-abc@api.openai.com/v1', 'credentials_in_url'],
    ['https://relay.example/v1?key=1', 'query_in_url'],
    ['https://relay.example/v1#x', 'query_in_url'],
    ['https://relay.example/v1?', 'query_in_url'],
    ['https://api.openai.com/v1/chat/completions', 'endpoint_in_url'],
    ['https://relay.example/v1/chat/completions/', 'endpoint_in_url'],
    ['https://relay.example/v1/responses', 'endpoint_in_url'],
    ['https://relay.example/v1/models', 'endpoint_in_url'],
    ['https://relay.example/v1/v1', 'v1_repeated'],
    ['https://api.openai.com', 'v1_missing'],
    ['https://api.openai.com/', 'v1_missing'],
    ['https://api.openai.com/v2', 'v1_missing'],
    ['https://platform.openai.com/v1', 'website_not_api'],
    ['https://chatgpt.com', 'website_not_api'],
  ])('rejects %j as %s', (value, reason) => {
    expect(inspectBaseUrl(value, strict)).toEqual({ ok: false, reason });
  });

  it('accepts plain http to another machine only if that is allowed', () => {
    const url = 'http://ollama:11434/v1';
    expect(inspectBaseUrl(url, strict)).toMatchObject({ ok: false, reason: 'insecure_http' });
    expect(inspectBaseUrl(url, { allowHttp: true })).toEqual({ ok: true, url });
  });

  it('never quotes a rejected value', () => {
    const secret = 'qX7vR2mK9tB4nW8zL3cF6hJ1';
    for (const value of [secret, `https://${secret}@x.example`, `https://x.example/?k=${secret}`]) {
      expect(JSON.stringify(inspectBaseUrl(value, strict))).not.toContain(secret.slice(0, 4));
    }
  });
});
