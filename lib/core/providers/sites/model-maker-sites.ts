import type { ProviderSite } from '../provider-site.ts';

/**
 * Companies that serve their own models. Addresses are from their documentation and from lists that
 * others keep (models.dev, Cherry Studio, LiteLLM); pages from public repositories (November 2026).
 */
export const MODEL_MAKER_SITES: readonly ProviderSite[] = [
  {
    id: 'google',
    hosts: ['generativelanguage.googleapis.com'],
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    wrongHosts: ['aistudio.google.com', 'ai.google.dev', 'gemini.google.com'],
    pages: {
      keys: 'https://aistudio.google.com/apikey',
      credit: 'https://aistudio.google.com/billing',
      limits: 'https://aistudio.google.com/rate-limit',
      models: 'https://ai.google.dev/gemini-api/docs/models',
      status: 'https://aistudio.google.com/status',
      docs: 'https://ai.google.dev/gemini-api/docs/openai',
    },
  },
  {
    id: 'anthropic',
    hosts: ['api.anthropic.com'],
    baseUrl: 'https://api.anthropic.com/v1',
    wrongHosts: ['console.anthropic.com', 'platform.claude.com', 'claude.ai', 'docs.anthropic.com'],
    pages: {
      keys: 'https://platform.claude.com/settings/keys',
      credit: 'https://platform.claude.com/settings/billing',
      limits: 'https://platform.claude.com/settings/limits',
      models: 'https://docs.anthropic.com/en/docs/about-claude/models',
      status: 'https://status.claude.com',
      docs: 'https://docs.anthropic.com',
    },
  },
  {
    id: 'xai',
    hosts: ['api.x.ai', '*.api.x.ai'],
    baseUrl: 'https://api.x.ai/v1',
    wrongHosts: ['console.x.ai', 'x.ai', 'grok.com', 'docs.x.ai'],
    pages: {
      keys: 'https://console.x.ai/team/default/api-keys',
      credit: 'https://console.x.ai/team/default/billing',
      limits: 'https://console.x.ai/team/default/rate-limits',
      models: 'https://docs.x.ai/docs/models',
      status: 'https://status.x.ai',
      docs: 'https://docs.x.ai',
    },
  },
  {
    id: 'deepseek',
    hosts: ['api.deepseek.com'],
    baseUrl: 'https://api.deepseek.com',
    otherPaths: ['/v1', '/beta'],
    wrongHosts: ['platform.deepseek.com', 'chat.deepseek.com', 'deepseek.com', 'www.deepseek.com'],
    pages: {
      keys: 'https://platform.deepseek.com/api_keys',
      credit: 'https://platform.deepseek.com/top_up',
      limits: 'https://platform.deepseek.com/usage',
      models: 'https://api-docs.deepseek.com/quick_start/pricing',
      status: 'https://status.deepseek.com',
      docs: 'https://api-docs.deepseek.com',
    },
  },
  {
    id: 'mistral',
    hosts: ['api.mistral.ai', 'codestral.mistral.ai'],
    baseUrl: 'https://api.mistral.ai/v1',
    wrongHosts: ['console.mistral.ai', 'admin.mistral.ai', 'mistral.ai', 'chat.mistral.ai'],
    pages: {
      keys: 'https://console.mistral.ai/api-keys',
      credit: 'https://admin.mistral.ai/organization/billing',
      limits: 'https://admin.mistral.ai/plateforme/limits',
      models: 'https://docs.mistral.ai/getting-started/models/models_overview',
      status: 'https://status.mistral.ai',
      docs: 'https://docs.mistral.ai',
    },
  },
  {
    id: 'perplexity',
    hosts: ['api.perplexity.ai'],
    baseUrl: 'https://api.perplexity.ai',
    otherPaths: ['/v1'],
    wrongHosts: ['perplexity.ai', 'www.perplexity.ai', 'docs.perplexity.ai'],
    pages: {
      keys: 'https://www.perplexity.ai/account/api/keys',
      credit: 'https://www.perplexity.ai/account/api/group',
      limits: null,
      models: 'https://docs.perplexity.ai/guides/model-cards',
      status: 'https://status.perplexity.com',
      docs: 'https://docs.perplexity.ai',
    },
  },
  {
    id: 'cohere',
    hosts: ['api.cohere.ai', 'api.cohere.com'],
    baseUrl: 'https://api.cohere.ai/compatibility/v1',
    wrongHosts: ['dashboard.cohere.com', 'cohere.com', 'docs.cohere.com'],
    pages: {
      keys: 'https://dashboard.cohere.com/api-keys',
      credit: 'https://dashboard.cohere.com/billing',
      limits: 'https://docs.cohere.com/docs/rate-limits',
      models: 'https://docs.cohere.com/docs/models',
      status: 'https://status.cohere.com',
      docs: 'https://docs.cohere.com/docs/compatibility-api',
    },
  },
];
