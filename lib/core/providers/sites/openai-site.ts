import type { ProviderSite } from '../provider-site.ts';
import { shownPage } from '../shown-page.ts';

/** The default provider. */
export const OPENAI = {
  id: 'openai',
  hosts: ['api.openai.com', '*.api.openai.com'],
  baseUrl: 'https://api.openai.com/v1',
  wrongHosts: [
    'platform.openai.com',
    'chat.openai.com',
    'openai.com',
    'www.openai.com',
    'chatgpt.com',
  ],
  pages: {
    keys: 'https://platform.openai.com/api-keys',
    credit: 'https://platform.openai.com/settings/organization/billing/overview',
    limits: 'https://platform.openai.com/settings/organization/limits',
    models: 'https://platform.openai.com/docs/models',
    status: 'https://status.openai.com',
    docs: 'https://platform.openai.com/docs',
  },
} as const satisfies ProviderSite;

/** The address of the page for keys, as shown in text. */
export const OPENAI_KEY_PAGE = shownPage(OPENAI.pages.keys);
