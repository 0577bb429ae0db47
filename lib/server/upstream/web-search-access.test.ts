import { beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config/read-config.ts';
import { resetRegistry } from '../registry.ts';
import { noteRefusedWebSearch, webSearchOf } from './web-search-access.ts';

beforeEach(resetRegistry);

const site = (env: Record<string, string> = {}) =>
  readConfig({
    OPENAI_API_KEY: 'sk-or-v1-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    OPENAI_BASE_URL: 'https://openrouter.ai/api/v1',
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_TOOLS: 'web_search',
    ...env,
  });

describe('webSearchOf', () => {
  it('is only there where the operator allows it', () => {
    expect(webSearchOf(site(), 'a/model')).not.toBeNull();
    expect(webSearchOf(site({ STARLIGHT_TOOLS: '' }), 'a/model')).toBeNull();
    expect(webSearchOf(site({ OPENAI_BASE_URL: 'https://llm.example/v1' }), 'a/model')).toBeNull();
    expect(webSearchOf(readConfig({ STARLIGHT_DEMO: '1' }), 'starlight-demo')).not.toBeNull();
  });

  it('is not there with a cap in dollars if the price of a search is unknown', () => {
    const zhipu = { OPENAI_BASE_URL: 'https://open.bigmodel.cn/api/paas/v4' };
    expect(webSearchOf(site(zhipu), 'glm-4.7')).not.toBeNull();
    expect(webSearchOf(site({ ...zhipu, STARLIGHT_DAILY_SPEND: '5' }), 'glm-4.7')).toBeNull();
    expect(webSearchOf(site({ STARLIGHT_DAILY_SPEND: '5' }), 'a/model')).not.toBeNull();
  });

  it('remembers per model what the upstream refused', () => {
    noteRefusedWebSearch(site(), 'a/model');
    expect(webSearchOf(site(), 'a/model')).toBeNull();
    expect(webSearchOf(site(), 'another/model')).not.toBeNull();
  });
});
