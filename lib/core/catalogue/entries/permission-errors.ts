import type { ErrorKind } from '../../errors/error-kinds.ts';
import { OPENAI_KEY_PAGE } from '../../providers/sites/openai-site.ts';
import type { BannerContext, CatalogueEntry } from '../catalogue-entry.ts';
import { AND_RESTART, isOpenAi, quotedName, removeStep } from '../messages/operator-messages.ts';
import { ownerMustFix, ownerMustFixMessage } from '../messages/visitor-messages.ts';
import { OPENAI_PAGES } from '../openai-pages.ts';

const ACCOUNT_FIX = {
  retry: 'never',
  actions: { visitor: [], operator: ['open_setup', 'retry'] },
  severity: 'setup',
} as const;

const PERMISSION_NAMES = new Map([
  ['model.request', 'Model capabilities: Write'],
  ['api.model.read', 'Models: Read'],
]);

/** The key is known, but its organization, project, permissions or location aren't accepted. */
export const PERMISSION_ERRORS = {
  organization_mismatch: {
    ...ACCOUNT_FIX,
    meaning: "The key doesn't belong to the organization the request names, or to any.",
    causes: [
      "OPENAI_ORG_ID names an organization other than the key's.",
      "The key's owner left the organization or was removed from it.",
      'The organization was deleted.',
    ],
    visitor: ownerMustFix("this site's API key and account don't match"),
    operator: ({ details }) => {
      const variable = details.variable ?? 'OPENAI_ORG_ID';
      if (details.reason === 'no_organization') {
        return {
          title: "the key's owner isn't in an organization",
          sentence: 'They left, were removed, or the organization was deleted.',
          steps: [
            'Ask an organization owner for an invitation.',
            `Or set OPENAI_API_KEY to a key from an organization you belong to and ${AND_RESTART}`,
          ],
        };
      }
      return {
        title: 'the key belongs to another organization',
        sentence: `${variable} names a different one, or the key's owner has left. A project key doesn't need it.`,
        steps: [
          removeStep(variable),
          "If that doesn't help, the key's owner has left: create a key in your organization.",
        ],
      };
    },
    link: OPENAI_PAGES.organization,
  },

  project_mismatch: {
    ...ACCOUNT_FIX,
    meaning: "The key doesn't belong to the project the request names.",
    causes: [
      "OPENAI_PROJECT_ID names a project other than the key's.",
      'The key was replaced by one from another project, but the variable stayed.',
    ],
    visitor: ownerMustFix("this site's API key and project don't match"),
    operator: ({ details }) => ({
      title: 'the key belongs to another project',
      sentence: `${details.variable ?? 'OPENAI_PROJECT_ID'} names a different one. A project key doesn't need it.`,
      steps: [
        removeStep(details.variable ?? 'OPENAI_PROJECT_ID'),
        'Or create a key in the project it names and use that.',
      ],
    }),
    link: OPENAI_PAGES.apiKeys,
  },

  ip_not_allowed: {
    ...ACCOUNT_FIX,
    meaning: 'The project or organization only accepts requests from allowed IP addresses.',
    causes: [
      "The server's outgoing address isn't on the list.",
      'The host changes its outgoing address, as serverless platforms do.',
    ],
    visitor: ownerMustFix("this site's server isn't on the account's list"),
    operator: ({ upstreamName }) => ({
      title: `${upstreamName} doesn't accept requests from this server's address`,
      sentence: "The project or organization has an IP allowlist, and this address isn't on it.",
      steps: [
        "Add the server's outgoing address at platform.openai.com/settings/organization/security/ip-allowlist.",
        'On Vercel and other serverless hosts, give the site a fixed outgoing address first.',
        'Then allow up to 15 minutes for it to take effect.',
      ],
    }),
    link: OPENAI_PAGES.ipAllowlist,
  },

  missing_scopes: {
    ...ACCOUNT_FIX,
    meaning: 'The key is valid but restricted, and lacks the permission for this.',
    causes: [
      'The key is restricted or read-only.',
      "The key owner's role in the project or organization is too low.",
    ],
    visitor: ownerMustFix("this site's API key lacks a permission"),
    operator: (context) => ({
      title: `the key lacks ${missingPermission(context)}`,
      sentence: "It's a restricted or read-only key, or its owner's role is too low.",
      steps: isOpenAi(context)
        ? [
            `Edit the key at ${OPENAI_KEY_PAGE} and enable ${permissionMessage(context.details.scope)}.`,
            "If all are enabled, raise the key owner's role in the project.",
            'Then retry; changes can take up to 15 minutes to take effect.',
          ]
        : [
            `Check what the key can do at ${context.upstreamName}, and with this model.`,
            `Or set OPENAI_API_KEY to an unrestricted key and ${AND_RESTART}`,
          ],
    }),
    link: OPENAI_PAGES.keyPermissions,
  },

  region_unsupported: {
    ...ACCOUNT_FIX,
    meaning: "The provider doesn't serve the country the server's IP address belongs to.",
    causes: [
      'The server or function runs in an unsupported region.',
      'The outgoing address belongs to a VPN or a blocked range.',
    ],
    visitor: (context) => ({
      title: "the model isn't available where this site runs",
      sentence: ownerMustFixMessage(context),
      steps: [],
    }),
    operator: ({ upstreamName }) => ({
      title: `${upstreamName} doesn't serve the region this server is in`,
      sentence: "This depends on the server's outgoing address, not on visitors.",
      steps: [
        'On Vercel, set regions in vercel.json to a supported one and redeploy.',
        'Elsewhere, move the server, or stop sending its traffic through a VPN.',
      ],
    }),
    link: OPENAI_PAGES.supportedCountries,
  },

  setting_required: {
    ...ACCOUNT_FIX,
    meaning: 'Something must be turned on or accepted in the account first.',
    causes: [
      "The provider's API isn't enabled for the project.",
      "The account's data policy excludes every host of the model.",
      "The model's terms haven't been accepted.",
    ],
    visitor: ownerMustFix("this site's account lacks a setting"),
    operator: ({ upstreamName }) => ({
      title: `a setting at ${upstreamName} must be changed first`,
      sentence: 'An API to enable, a data policy to relax, or terms to accept.',
      steps: [
        `Check the settings of your account and project at ${upstreamName}.`,
        'Then retry; changes can take a few minutes to take effect.',
      ],
    }),
    link: null,
  },

  refused: {
    ...ACCOUNT_FIX,
    meaning: 'The provider refused the request, for a reason Starlight does not recognize.',
    causes: [
      'The key lacks a permission.',
      'The account has no credit.',
      "The model isn't available to the account.",
    ],
    visitor: ownerMustFix('the provider refused this request'),
    operator: ({ upstreamName }) => ({
      title: `${upstreamName} refused, for a reason Starlight doesn't recognize`,
      sentence:
        "Most often the key lacks a permission, the account has no credit, or the model isn't available to it.",
      steps: [
        'Run npm run doctor; it can often tell which.',
        `Check your ${upstreamName} account.`,
      ],
    }),
    link: null,
  },

  network_blocked: {
    ...ACCOUNT_FIX,
    meaning: 'A firewall in front of the provider blocked the server before the key was read.',
    causes: [
      "The server's outgoing address has a bad reputation, often because it's shared.",
      'A proxy along the way adds headers that look like an attack.',
    ],
    visitor: ownerMustFix("this site's server was blocked"),
    operator: ({ upstreamName }) => ({
      title: `${upstreamName}'s firewall blocked this server`,
      sentence: "It returned a block page. The key wasn't checked; leave it as it is.",
      steps: [
        'Try from another network: if it works there, the outgoing address is the cause.',
        'Bypass VPNs and proxies, or give the server a different address.',
      ],
    }),
    link: OPENAI_PAGES.helpCenter,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function missingPermission({ details: { scope } }: BannerContext): string {
  return scope === undefined ? 'a permission' : `the permission ${quotedName(scope, 'it needs')}`;
}

function permissionMessage(scope: string | undefined): string {
  const known = scope === undefined ? undefined : PERMISSION_NAMES.get(scope);
  if (known !== undefined) return known;
  return scope === undefined ? 'Model capabilities: Write and Models: Read' : scope;
}
