import type { ErrorKind } from '../../errors/error-kinds.ts';
import { OPENAI_KEY_PAGE } from '../../providers/sites/openai-site.ts';
import type { BannerContext, BannerMessage, CatalogueEntry } from '../catalogue-entry.ts';
import { AND_RESTART, isOpenAi, quotedName, removeStep } from '../messages/operator-messages.ts';
import { ownerMustFix, ownerMustFixMessage } from '../messages/visitor-messages.ts';
import { OPENAI_PAGES } from '../openai-pages.ts';
import { OPERATOR_FIX } from './usual-fixes.ts';

const PERMISSION_NAMES = new Map([
  ['model.request', 'Model capabilities: Write'],
  ['api.model.read', 'Models: Read'],
]);

/** The key is known, but its organization, project, permissions or location aren't accepted. */
export const PERMISSION_ERRORS = {
  organization_mismatch: {
    ...OPERATOR_FIX,
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
    ...OPERATOR_FIX,
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
    ...OPERATOR_FIX,
    meaning: "The provider doesn't accept requests from the server's IP address for this account.",
    causes: [
      "The account has an IP allowlist, and the server's outgoing address isn't on it.",
      'The address is blocked.',
      'The host changes its outgoing address, as serverless platforms do.',
      'Only a private network may call the provider (Azure: public access is disabled).',
    ],
    visitor: ownerMustFix("the provider doesn't accept this site's server"),
    operator: addressMessage,
    link: OPENAI_PAGES.ipAllowlist,
  },

  missing_scopes: {
    ...OPERATOR_FIX,
    meaning: 'The key is valid but restricted, and lacks the permission for this.',
    causes: [
      'The key is restricted or read-only.',
      "The key owner's role in the project or organization is too low.",
      'On Azure, the caller has no role that allows inference.',
    ],
    visitor: ownerMustFix("this site's API key lacks a permission"),
    operator: permissionMessage,
    link: OPENAI_PAGES.keyPermissions,
  },

  region_unsupported: {
    ...OPERATOR_FIX,
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
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function addressMessage(context: BannerContext): BannerMessage {
  const { upstreamName, details } = context;
  if (details.reason === 'private_network') {
    return {
      title: `${upstreamName} only accepts requests from a private network`,
      sentence: 'Public access is disabled there, so the key is not the cause.',
      steps: [
        'Run Starlight in that network, or connect this server to it.',
        "Or allow this server's outgoing address (Azure: the resource, Networking).",
      ],
    };
  }
  return {
    title: `${upstreamName} doesn't accept requests from this server's address`,
    sentence: "The address is blocked, or it isn't on the account's IP allowlist.",
    steps: [
      isOpenAi(context)
        ? "Add the server's outgoing address at platform.openai.com/settings/organization/security/ip-allowlist."
        : `Allow the server's outgoing address in your ${upstreamName} account, or unblock it.`,
      'On Vercel and other serverless hosts, give the site a fixed outgoing address first.',
      'Then allow up to 15 minutes for it to take effect.',
    ],
  };
}

function permissionMessage(context: BannerContext): BannerMessage {
  const { upstreamName, details } = context;
  if (details.reason === 'role') {
    return {
      title: `the caller lacks a role at ${upstreamName}`,
      sentence: 'The key or token is valid, so a new one would not help.',
      steps: [
        'Assign it a role that allows inference (Azure: Cognitive Services OpenAI User).',
        'Then retry; a new role can take a few minutes to take effect.',
      ],
    };
  }
  return {
    title: `the key lacks ${missingPermission(context)}`,
    sentence: "It's a restricted or read-only key, or its owner's role is too low.",
    steps: isOpenAi(context)
      ? [
          `Edit the key at ${OPENAI_KEY_PAGE} and enable ${permissionName(details.scope)}.`,
          "If all are enabled, raise the key owner's role in the project.",
          'Then retry; changes can take up to 15 minutes to take effect.',
        ]
      : [
          `Check what the key can do at ${upstreamName}, and with this model.`,
          `Or set OPENAI_API_KEY to an unrestricted key and ${AND_RESTART}`,
        ],
  };
}

function missingPermission({ details: { scope } }: BannerContext): string {
  return scope === undefined ? 'a permission' : `the permission ${quotedName(scope, 'it needs')}`;
}

function permissionName(scope: string | undefined): string {
  const known = scope === undefined ? undefined : PERMISSION_NAMES.get(scope);
  if (known !== undefined) return known;
  return scope === undefined ? 'Model capabilities: Write and Models: Read' : scope;
}
