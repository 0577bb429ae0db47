import type { SiteState } from '#lib/core/site-state.ts';

/** The title of the setup page and its first sentence. */
export function introFor(site: SiteState): { title: string; lead: string } {
  switch (site.mode) {
    case 'unprotected':
      return {
        title: "This chat isn't open yet",
        lead: 'A key is set, but nothing keeps strangers from using it. In production, chat stays off until the site owner chooses who can use it.',
      };
    case 'setup':
      return site.role === 'operator' ? introForOperator(site) : introForVisitor(site);
    default:
      return site.demo
        ? {
            title: 'From the demo to your own key',
            lead: 'The demo simulates every reply. With your own key, the same page talks to a real model.',
          }
        : {
            title: 'Setup',
            lead: "This server's settings. Keys and codes are never shown.",
          };
  }
}

function introForOperator(site: SiteState): { title: string; lead: string } {
  const one = site.problems.filter(({ severity }) => severity === 'error').length === 1;
  if (hasBadKey(site)) {
    return {
      title: one ? "The key can't work yet" : "The key and some settings can't work yet",
      lead: `The key is set, but not to a value that can work, so it's never sent. Nobody can chat until ${one ? "it's" : 'these are'} fixed.`,
    };
  }
  return lacksKey(site)
    ? {
        title: one
          ? 'One thing is missing: the key'
          : 'Some things are missing, starting with the key',
        lead: "Starlight keeps the key on the server and sends chat requests with it. Until it's set, nobody can chat.",
      }
    : {
        title: one ? 'One setting needs a different value' : 'Some settings need different values',
        lead: `The key is set, but nobody can chat until ${one ? 'this is' : 'these are'} fixed.`,
      };
}

function introForVisitor({ contact }: SiteState): { title: string; lead: string } {
  return {
    title: "This chat isn't set up yet",
    lead: `The site owner still has to set up the key.${contact ? ` You can ask ${contact}.` : ''}`,
  };
}

/** Whether the key keeps the chat from working: it is missing, or can't work. */
export function lacksKey({ problems }: SiteState): boolean {
  return problems.some(
    ({ variable, severity }) => variable === 'OPENAI_API_KEY' && severity === 'error',
  );
}

const LACKING = new Set(['not_set', 'blank', 'other_name', '']);

/** Whether the key is set to a value that can't work. Only the operator learns that it is set. */
export function hasBadKey({ problems }: SiteState): boolean {
  return problems.some(
    ({ variable, severity, reason }) =>
      variable === 'OPENAI_API_KEY' && severity === 'error' && !LACKING.has(reason),
  );
}
