import { installScriptPolicy, type PolicyFactory } from '#lib/client/page/script-policy.ts';

// Next runs this before any code of the page, so before any script is loaded by URL.
const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
installScriptPolicy(window.location.origin, trustedTypes);
