/** What a default policy turns into something that may run; `null` refuses (Trusted Types, 4.2). */
export type ScriptPolicyRules = {
  createHTML: (text: string) => string | null;
  createScriptURL: (text: string) => string | null;
};

/** What there is of `trustedTypes` here; TypeScript's own types of the browser do not have it. */
export type PolicyFactory = {
  createPolicy: (name: 'default', rules: ScriptPolicyRules) => unknown;
};

// How React makes an empty script element, and the only markup that anything here parses.
const EMPTY_SCRIPT = '<script></script>';
const OWN_SCRIPTS = '/_next/static/';

/**
 * Lets the page load the scripts of its own build and nothing else that its policy forbids to make of a
 * text (`require-trusted-types-for 'script'`): no script from another address, no markup, no code. The
 * name `default` can be taken once, so nothing that comes later can allow more.
 *
 * @param origin of the page
 * @param factory absent in browsers without Trusted Types, where the rest of the policy holds alone
 */
export function installScriptPolicy(origin: string, factory: PolicyFactory | undefined): void {
  factory?.createPolicy('default', {
    createHTML: (text) => (text === EMPTY_SCRIPT ? text : null),
    createScriptURL: (text) => {
      const url = URL.parse(text, origin);
      return url?.origin === origin && url.pathname.startsWith(OWN_SCRIPTS) ? text : null;
    },
  });
}
