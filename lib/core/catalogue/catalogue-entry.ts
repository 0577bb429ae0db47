import type { ErrorDetails } from '../errors/error-body.ts';
import type { ProviderPages } from '../providers/provider-site.ts';

/** Who is reading. In development and in the demo, everyone is the operator. */
export type Audience = 'visitor' | 'operator';

/** What a banner offers to do. The first action of an entry is the primary button, the second a quiet one. */
export type BannerAction =
  | 'retry'
  | 'continue'
  | 'edit'
  | 'new_chat'
  | 'switch_model'
  | 'more_room'
  | 'less_thinking'
  | 'shorten_and_retry'
  | 'sign_in'
  | 'open_setup'
  | 'reload';

/** `info`: good to know. `wait`: waiting helps. `problem`: something failed. `setup`: the operator must fix it. */
export type Severity = 'info' | 'wait' | 'problem' | 'setup';

/** `now`: Retry may help right away. `wait`: only after the given time. `never`: it can't help. */
export type RetryAdvice = 'now' | 'wait' | 'never';

/** What makes the words specific. */
export type BannerContext = {
  audience: Audience;
  /** `STARLIGHT_CONTACT`: who a visitor can contact. */
  contact: string | null;
  details: ErrorDetails;
  /** Milliseconds until a retry can help, as received. */
  retryAfterMs: number | null;
  /** The provider's name, or the host of an unknown upstream. Only the operator is shown either. */
  upstreamName: string;
  /** The provider's pages, for the operator; omitted or null for an unknown upstream. */
  upstreamPages?: ProviderPages | null | undefined;
  /** The requested model. */
  model: string | null;
  /** Where requests go, up to `/v1`. Only for the operator; omitted if unknown. */
  baseUrl?: string | null | undefined;
  /** Whether the upstream named its request. Omitted if unknown. */
  hasUpstreamRequestId?: boolean | undefined;
  /** Whether any text of the reply had arrived. Omitted if unknown. */
  replyHasText?: boolean | undefined;
  /** Whether the same request could have more room for thinking and text. */
  canHaveMoreRoom?: boolean | undefined;
  /** Whether the model could be asked to think less. */
  canThinkLess?: boolean | undefined;
  /** Whether the server is `next dev`, which reads env files again when they are saved. */
  development?: boolean | undefined;
  /** Whether there is another model to switch to; defaults to true. */
  offersOtherModels?: boolean | undefined;
};

/**
 * A title without the status, one or two sentences, and either no steps or several. Plain text, not
 * Markdown. `fixLine` is for the operator: the exact line a step asks for, ready to copy.
 */
export type BannerMessage = {
  title: string;
  sentence: string;
  steps: readonly string[];
  fixLine?: string | undefined;
};

/**
 * An OpenAI page with more information. `operator`: only useful to someone with the account. `role`: the
 * page of another provider that replaces it.
 */
export type CatalogueLink = {
  href: string;
  label: string;
  audience: 'everyone' | 'operator';
  role?: keyof ProviderPages;
};

/** Everything Starlight says about one kind of failure, in banners and in the guide. */
export type CatalogueEntry = {
  /** What the failure means, in general. */
  meaning: string;
  /** What usually causes it. */
  causes: readonly string[];
  visitor: (context: BannerContext) => BannerMessage;
  operator: (context: BannerContext) => BannerMessage;
  retry: RetryAdvice;
  actions: { visitor: readonly BannerAction[]; operator: readonly BannerAction[] };
  severity: Severity;
  link: CatalogueLink | null;
};

/**
 * What replaces parts of an entry if only the status of a response told its kind: what that status
 * means in general, and no advice that would do harm if the cause is another one.
 */
export type GuessedEntry = Pick<CatalogueEntry, 'meaning' | 'visitor' | 'operator'> &
  Partial<Pick<CatalogueEntry, 'actions' | 'severity'>>;
