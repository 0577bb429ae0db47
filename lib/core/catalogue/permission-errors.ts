import type { ErrorKind } from '../error-kinds.ts';
import { OPENAI_KEY_PAGE } from '../key/providers.ts';
import type { BannerContext, CatalogueEntry } from './catalogue-entry.ts';
import { OPENAI_PAGES } from './openai-pages.ts';
import { AND_RESTART, isOpenAi, nameWords, removeStep } from './operator-words.ts';
import { ownerMustFix, ownerMustFixWords } from './visitor-words.ts';

const ACCOUNT_FIX = {
  retry: 'never',
  actions: { visitor: [], operator: ['open_setup', 'retry'] },
  severity: 'setup',
} as const;

const PERMISSION_NAMES = new Map([
  ['model.request', 'Model capabilities: Write'],
  ['api.model.read', 'Models: Read'],
]);

/** The key is known, but its organization, project, permissions or place do not fit. */
export const PERMISSION_ERRORS = {
  organization_mismatch: {
    ...ACCOUNT_FIX,
    meaning: 'The key does not belong to the organization that the request names, or to any.',
    causes: [
      'OPENAI_ORG_ID names another organization than the one of the key.',
      "The key's owner left the organization or was removed from it.",
      'The organization was deleted.',
    ],
    visitor: ownerMustFix("this site's key and account do not match"),
    operator: ({ details }) => {
      const variable = details.variable ?? 'OPENAI_ORG_ID';
      if (details.reason === 'no_organization') {
        return {
          title: "the key's owner is in no organization",
          sentence: 'They left it, were removed from it, or it was deleted.',
          steps: [
            'Ask an owner of the organization for an invitation.',
            `Or put a key of an organization you belong to in OPENAI_API_KEY and ${AND_RESTART}`,
          ],
        };
      }
      return {
        title: 'the key belongs to another organization',
        sentence: `${variable} names another one, or the owner of the key has left. A project key does not need it.`,
        steps: [
          removeStep(variable),
          'If the answer stays, the owner of the key has left: create a key where you belong.',
        ],
      };
    },
    link: OPENAI_PAGES.organization,
  },

  project_mismatch: {
    ...ACCOUNT_FIX,
    meaning: 'The key does not belong to the project that the request names.',
    causes: [
      'OPENAI_PROJECT_ID names another project than the one of the key.',
      'The key was replaced by one of another project, and the variable stayed.',
    ],
    visitor: ownerMustFix("this site's key and project do not match"),
    operator: ({ details }) => ({
      title: 'the key belongs to another project',
      sentence: `${details.variable ?? 'OPENAI_PROJECT_ID'} names another one. A project key does not need it.`,
      steps: [
        removeStep(details.variable ?? 'OPENAI_PROJECT_ID'),
        'Or create a key in the project it names, and use that one.',
      ],
    }),
    link: OPENAI_PAGES.apiKeys,
  },

  ip_not_allowed: {
    ...ACCOUNT_FIX,
    meaning: 'The project or organization only takes requests from listed network addresses.',
    causes: [
      "The server's outgoing address is not on the list.",
      'The host changes its outgoing address, as serverless platforms do.',
    ],
    visitor: ownerMustFix("this site's server is not on the account's list"),
    operator: ({ upstreamName }) => ({
      title: `${upstreamName} does not take requests from this server's address`,
      sentence: 'The project or organization has an IP allowlist, and this address is not on it.',
      steps: [
        "Add the server's outgoing address at platform.openai.com/settings/organization/security/ip-allowlist.",
        'On Vercel and other serverless hosts, give the site a fixed outgoing address first.',
        'Then allow up to 15 minutes for the change to be seen.',
      ],
    }),
    link: OPENAI_PAGES.ipAllowlist,
  },

  missing_scopes: {
    ...ACCOUNT_FIX,
    meaning: 'The key is sound, but it is restricted, and what was asked is not ticked.',
    causes: [
      'The key is restricted or read-only.',
      "The role of the key's owner in the project or organization is too low.",
    ],
    visitor: ownerMustFix('the key of this site may not do this'),
    operator: (context) => ({
      title: `the key lacks ${missingPermission(context)}`,
      sentence:
        context.details.reason === 'forbidden'
          ? `${context.upstreamName} says no without saying why: the key, its owner or the model may lack a right.`
          : 'It is a restricted or read-only key, or the role of its owner is too low.',
      steps: isOpenAi(context)
        ? [
            `Edit the key at ${OPENAI_KEY_PAGE} and tick ${permissionWords(context.details.scope)}.`,
            "If all is ticked, raise the role of the key's owner in the project.",
            'Then send again; a change can take up to 15 minutes to be seen.',
          ]
        : [
            `See what the key may do in the account at ${context.upstreamName}, also with this model.`,
            `Or put a key without restrictions in OPENAI_API_KEY and ${AND_RESTART}`,
          ],
    }),
    link: OPENAI_PAGES.keyPermissions,
  },

  region_unsupported: {
    ...ACCOUNT_FIX,
    meaning: "The provider does not serve the country that the server's address belongs to.",
    causes: [
      'The server or function runs in a region that is not supported.',
      'The outgoing address belongs to a VPN or to a blocked range.',
    ],
    visitor: (context) => ({
      title: 'the model is not available where this site runs',
      sentence: ownerMustFixWords(context),
      steps: [],
    }),
    operator: ({ upstreamName }) => ({
      title: `${upstreamName} does not serve the place this server runs in`,
      sentence: "The server's outgoing address decides, not where visitors are.",
      steps: [
        'On Vercel, set regions in vercel.json to a supported place and redeploy.',
        'Elsewhere, move the server, or take its traffic off the VPN it goes through.',
      ],
    }),
    link: OPENAI_PAGES.supportedCountries,
  },

  network_blocked: {
    ...ACCOUNT_FIX,
    meaning: 'A firewall in front of the provider turned the server away before the key was read.',
    causes: [
      "The server's outgoing address has a bad name, often because others share it.",
      'A proxy on the way adds headers that look like an attack.',
    ],
    visitor: ownerMustFix("this site's server was turned away"),
    operator: ({ upstreamName }) => ({
      title: `${upstreamName}'s firewall turned this server away`,
      sentence: 'It answered with a block page. The key was not looked at; leave it as it is.',
      steps: [
        'Try from another network: if it works there, the outgoing address is the cause.',
        'Take VPNs and proxies out of the way, or give the server another address.',
      ],
    }),
    link: OPENAI_PAGES.helpCenter,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function missingPermission({ details: { scope } }: BannerContext): string {
  return scope === undefined ? 'a permission' : `the permission ${nameWords(scope, 'it needs')}`;
}

function permissionWords(scope: string | undefined): string {
  const known = scope === undefined ? undefined : PERMISSION_NAMES.get(scope);
  if (known !== undefined) return known;
  return scope === undefined ? 'Model capabilities: Write and Models: Read' : scope;
}
