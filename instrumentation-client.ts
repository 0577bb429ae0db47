import { installScriptPolicy, type PolicyFactory } from '#lib/client/page/script-policy.ts';

// Next runs this before anything of the page, and so before a script is loaded by an address.
const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
installScriptPolicy(window.location.origin, trustedTypes);
