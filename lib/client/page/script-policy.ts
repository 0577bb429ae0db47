/** Rules of a default policy; `null` refuses the text (Trusted Types, 4.2). */
export type ScriptPolicyRules = {
  createHTML: (text: string) => string | null;
  createScriptURL: (text: string) => string | null;
};

/** The used part of `trustedTypes`, which TypeScript's DOM types lack. */
export type PolicyFactory = {
  createPolicy: (name: 'default', rules: ScriptPolicyRules) => unknown;
};

// React creates a script element from this markup. Nothing here parses any other markup.
const EMPTY_SCRIPT = '<script></script>';
const OWN_SCRIPTS = '/_next/static/';
const SERVICE_WORKER = '/sw.js';

/**
 * Allows the scripts of the page's own build, with its service worker, and refuses everything else that needs a trusted type
 * (`require-trusted-types-for 'script'`): scripts from other URLs, markup, code. The name `default` can
 * be used only once, so nothing later can allow more.
 *
 * @param origin of the page
 * @param factory undefined in browsers without Trusted Types, where only the rest of the CSP applies
 */
export function installScriptPolicy(origin: string, factory: PolicyFactory | undefined): void {
  factory?.createPolicy('default', {
    createHTML: (text) => (text === EMPTY_SCRIPT ? text : null),
    createScriptURL: (text) => {
      const url = URL.parse(text, origin);
      if (url?.origin !== origin) return null;
      const isOwn = url.pathname.startsWith(OWN_SCRIPTS) || url.pathname === SERVICE_WORKER;
      return isOwn ? text : null;
    },
  });
}
