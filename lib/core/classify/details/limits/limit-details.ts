import type { ErrorDetails } from '../../../errors/error-body.ts';

/** The limit that was hit and how much of it was used; any part may be missing. */
export type LimitDetails = Pick<
  ErrorDetails,
  'limit' | 'used' | 'limitUnit' | 'limitWindow' | 'limitTokens' | 'usedTokens' | 'requestedTokens'
>;
