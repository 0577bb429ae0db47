import type { ProviderSite } from '../provider-site.ts';

/** Clouds and gateways to the models of others; sources as in `model-maker-sites.ts`. */
export const CLOUD_SITES: readonly ProviderSite[] = [
  {
    id: 'azure',
    hosts: [
      '*.openai.azure.com',
      '*.services.ai.azure.com',
      '*.cognitiveservices.azure.com',
      '*.openai.azure.us',
    ],
    baseUrl: 'https://YOUR-RESOURCE.openai.azure.com/openai/v1',
    wrongHosts: ['portal.azure.com', 'ai.azure.com', 'oai.azure.com'],
    pages: {
      keys: 'https://portal.azure.com/#view/Microsoft_Azure_ProjectOxford/CognitiveServicesHub/~/OpenAI',
      credit: null,
      limits: 'https://learn.microsoft.com/en-us/azure/ai-services/openai/quotas-limits',
      models: 'https://learn.microsoft.com/en-us/azure/ai-services/openai/concepts/models',
      status: 'https://azure.status.microsoft',
      docs: 'https://learn.microsoft.com/en-us/azure/ai-services/openai',
    },
  },
  {
    id: 'vertex-ai',
    hosts: ['aiplatform.googleapis.com', '*-aiplatform.googleapis.com'],
    baseUrl:
      'https://aiplatform.googleapis.com/v1/projects/YOUR-PROJECT/locations/global/endpoints/openapi',
    otherPaths: [
      '/v1/projects/*/locations/*/endpoints/*',
      '/v1beta1/projects/*/locations/*/endpoints/*',
    ],
    wrongHosts: ['console.cloud.google.com', 'cloud.google.com'],
    acceptsKeysOf: ['google'],
    pages: {
      keys: 'https://console.cloud.google.com/apis/credentials',
      credit: 'https://console.cloud.google.com/billing',
      limits: 'https://console.cloud.google.com/iam-admin/quotas',
      models: 'https://cloud.google.com/vertex-ai/generative-ai/docs/learn/models',
      status: 'https://status.cloud.google.com',
      docs: 'https://cloud.google.com/vertex-ai/generative-ai/docs',
    },
  },
  {
    id: 'bedrock',
    hosts: [
      'bedrock-runtime.*.amazonaws.com',
      'bedrock-runtime-fips.*.amazonaws.com',
      'bedrock-mantle.*.api.aws',
    ],
    baseUrl: 'https://bedrock-runtime.YOUR-REGION.amazonaws.com/openai/v1',
    otherPaths: ['/v1'],
    wrongHosts: ['console.aws.amazon.com', '*.console.aws.amazon.com', 'bedrock.*.amazonaws.com'],
    pages: {
      keys: 'https://console.aws.amazon.com/bedrock/home#/api-keys',
      credit: 'https://console.aws.amazon.com/billing',
      limits: 'https://console.aws.amazon.com/servicequotas/home/services/bedrock/quotas',
      models: 'https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html',
      status: 'https://health.aws.amazon.com/health/status',
      docs: 'https://docs.aws.amazon.com/bedrock/latest/userguide/inference-chat-completions.html',
    },
  },
  {
    id: 'openrouter',
    hosts: ['openrouter.ai', 'eu.openrouter.ai'],
    baseUrl: 'https://openrouter.ai/api/v1',
    wrongHosts: ['www.openrouter.ai', 'api.openrouter.ai'],
    pages: {
      keys: 'https://openrouter.ai/settings/keys',
      credit: 'https://openrouter.ai/settings/credits',
      limits: 'https://openrouter.ai/activity',
      models: 'https://openrouter.ai/models',
      status: 'https://status.openrouter.ai',
      docs: 'https://openrouter.ai/docs',
    },
  },
  {
    id: 'hugging-face',
    hosts: ['router.huggingface.co'],
    baseUrl: 'https://router.huggingface.co/v1',
    otherPaths: ['/*/v1', '/*/*/v1', '/hf-inference/models/*/*/v1'],
    wrongHosts: ['huggingface.co', 'api-inference.huggingface.co'],
    pages: {
      keys: 'https://huggingface.co/settings/tokens',
      credit: 'https://huggingface.co/settings/billing',
      limits: 'https://huggingface.co/docs/inference-providers/pricing',
      models: 'https://huggingface.co/models?inference_provider=all',
      status: 'https://status.huggingface.co',
      docs: 'https://huggingface.co/docs/inference-providers',
    },
  },
  {
    id: 'github-models',
    hosts: ['models.github.ai'],
    baseUrl: 'https://models.github.ai/inference',
    otherPaths: ['/orgs/*/inference'],
    // The last one is where the service was until 2025.
    wrongHosts: ['github.com', 'api.github.com', 'models.inference.ai.azure.com'],
    pages: {
      keys: 'https://github.com/settings/tokens',
      credit: 'https://github.com/settings/billing',
      limits: 'https://docs.github.com/github-models/use-github-models/prototyping-with-ai-models',
      models: 'https://github.com/marketplace/models',
      status: 'https://www.githubstatus.com',
      docs: 'https://docs.github.com/github-models',
    },
  },
  {
    id: 'vercel-ai-gateway',
    hosts: ['ai-gateway.vercel.sh'],
    baseUrl: 'https://ai-gateway.vercel.sh/v1',
    wrongHosts: ['vercel.com', 'gateway.ai.vercel.com'],
    pages: {
      keys: 'https://vercel.com/docs/ai-gateway/authentication',
      credit: null,
      limits: null,
      models: 'https://vercel.com/ai-gateway/models',
      status: 'https://www.vercel-status.com',
      docs: 'https://vercel.com/docs/ai-gateway',
    },
  },
  {
    id: 'cloudflare',
    hosts: ['gateway.ai.cloudflare.com'],
    baseUrl: 'https://gateway.ai.cloudflare.com/v1/YOUR-ACCOUNT/YOUR-GATEWAY/compat',
    // A gateway passes requests on to any provider, whose own path follows.
    otherPaths: ['/v1/*/*/*', '/v1/*/*/*/*', '/v1/*/*/*/*/*'],
    wrongHosts: [],
    acceptsKeysOf: 'all',
    pages: cloudflarePages('https://developers.cloudflare.com/ai-gateway'),
  },
  {
    id: 'cloudflare',
    hosts: ['api.cloudflare.com'],
    baseUrl: 'https://api.cloudflare.com/client/v4/accounts/YOUR-ACCOUNT/ai/v1',
    wrongHosts: ['dash.cloudflare.com', 'developers.cloudflare.com'],
    pages: cloudflarePages('https://developers.cloudflare.com/workers-ai'),
  },
];

function cloudflarePages(docs: string): ProviderSite['pages'] {
  return {
    keys: 'https://dash.cloudflare.com/profile/api-tokens',
    credit: 'https://dash.cloudflare.com/?to=/:account/billing',
    limits: null,
    models: 'https://developers.cloudflare.com/workers-ai/models',
    status: 'https://www.cloudflarestatus.com',
    docs,
  };
}
