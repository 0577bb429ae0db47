import type { ErrorDetails } from '../error-body.ts';

/** Who is looking. Everyone is the operator in development and in the demo. */
export type Audience = 'visitor' | 'operator';

/** What a banner can offer to do. The first of an entry's list is its button, the second the quiet one. */
export type BannerAction =
  | 'retry'
  | 'continue'
  | 'edit'
  | 'new_chat'
  | 'switch_model'
  | 'shorten_and_retry'
  | 'sign_in'
  | 'open_setup'
  | 'reload';

/** `info`: worth knowing. `wait`: time helps. `problem`: something failed. `setup`: the operator's to fix. */
export type Severity = 'info' | 'wait' | 'problem' | 'setup';

/** `now`: pressing Retry may help at once. `wait`: only after the given time. `never`: it cannot. */
export type RetryAdvice = 'now' | 'wait' | 'never';

/** What the words may be made specific with. */
export type BannerContext = {
  audience: Audience;
  /** `STARLIGHT_CONTACT`: whom a visitor may ask. */
  contact: string | null;
  details: ErrorDetails;
  /** Milliseconds until a retry can help, as it came. */
  retryAfterMs: number | null;
  /** "OpenAI", or the host name of another upstream. Only the operator is shown a host. */
  upstreamName: string;
  /** The model that was asked. */
  model: string | null;
  /** Whether text of the reply had arrived. Left out where it is not known. */
  replyHasText?: boolean | undefined;
  /** Whether there is another model to switch to; taken as true when left out. */
  offersOtherModels?: boolean | undefined;
};

/**
 * Title without the status; a sentence or two of meaning; steps, none or several. Plain text, no
 * markdown. `fixLine` is for the operator: the exact line that a step asks for, to be copied.
 */
export type BannerWords = {
  title: string;
  sentence: string;
  steps: readonly string[];
  fixLine?: string | undefined;
};

/** A page of OpenAI's that says more. `operator`: of no use to someone without the account. */
export type CatalogueLink = { href: string; label: string; audience: 'everyone' | 'operator' };

/** All that Starlight says about one kind of failure, for banners and for the guide. */
export type CatalogueEntry = {
  /** What the failure means, in general. */
  meaning: string;
  /** What usually brings it about. */
  causes: readonly string[];
  visitor: (context: BannerContext) => BannerWords;
  operator: (context: BannerContext) => BannerWords;
  retry: RetryAdvice;
  actions: { visitor: readonly BannerAction[]; operator: readonly BannerAction[] };
  severity: Severity;
  link: CatalogueLink | null;
};
