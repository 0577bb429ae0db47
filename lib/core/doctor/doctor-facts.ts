import type { KeyInspection } from '../key/inspect-key.ts';
import type { ApiSetting } from '../models/choose-dialect.ts';
import type { ModelSelection } from '../models/model-selection.ts';
import type { SiteProblem } from '../site-state.ts';
import type { StoreFacts } from './store-facts.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** An env file that Next reads. */
export type EnvFile = {
  /** `.env.local` */
  name: string;
  text: string;
  /** As parsed by dotenv, without expansion. */
  values: Environment;
  modifiedAtMs: number;
};

/** A file with OPENAI_API_KEY in it that Next does not read. */
export type StrayFile = {
  /** Relative to the project's folder: `app/.env.local`. */
  path: string;
  /** Whether it is served to everyone. */
  isPublic: boolean;
};

export type GitFacts = {
  /** Env files under version control. */
  trackedFiles: readonly string[];
  /** Env files that `git add` would include. */
  unignoredFiles: readonly string[];
  /** Where in the history the key in use was first found; null if it was not found. */
  keyInHistory: { commit: string; file: string } | null;
  /** Whether the entire history was read. */
  historyRead: boolean;
};

/** A response from the upstream. Header names are in lower case. */
export type WireAnswer = {
  status: number;
  headers: Iterable<[name: string, value: string]> & { get(name: string): string | null };
  body: string;
  /** When its headers arrived, in milliseconds since 1970 on this machine's clock. */
  receivedAtMs: number;
};

type WireRequest = {
  /** The path after the base URL, such as `/models`; a full URL is rejected and never gets the key. */
  path: string;
  /** Sent as a POST if present. */
  body?: Readonly<Record<string, unknown>> | undefined;
  /** Omits organization and project. */
  withoutIds?: boolean | undefined;
};

/**
 * The doctor's network access. Each method rejects with Node's own error, or a proxy's. Behind a proxy,
 * `resolve` is about the proxy's name, and the others go through it.
 */
export type Wire = {
  resolve(host: string, signal: AbortSignal): Promise<readonly string[]>;
  connect(host: string, port: number, signal: AbortSignal): Promise<void>;
  /** Resolves with the protocol, such as `TLSv1.3`. */
  handshake(host: string, port: number, signal: AbortSignal): Promise<string>;
  /** Sends a request with the key to the base URL. Redirects are returned, never followed. */
  request(request: WireRequest, signal: AbortSignal): Promise<WireAnswer>;
  /** A GET without the key, for other URLs on the same host. */
  peek(url: string, signal: AbortSignal): Promise<WireAnswer>;
};

/** Everything the checks examine. Slow facts are functions. */
export type DoctorFacts = {
  /** `terminal`: without a server, in the shell's environment. `server`: inside the running one. */
  place: 'terminal' | 'server';
  /** Next's mode; env files of the other mode are not read. */
  development: boolean;
  demo: boolean;
  /** The server's environment, including env files. */
  env: Environment;
  /** The environment before env files were read; null if unknown. */
  shellEnv: Environment | null;
  /** The files that Next reads, highest precedence first. */
  envFiles: readonly EnvFile[];
  strayFiles: readonly StrayFile[];
  /** When the running server started, in ms since 1970; null in the terminal. */
  startedAtMs: number | null;
  /** The raw value from `env`. */
  key: string | undefined;
  keyInspection: KeyInspection;
  upstream: {
    /** Where requests go: the default if OPENAI_BASE_URL cannot be used. */
    baseUrl: string;
    /** The provider's name, or the host of an unknown upstream. */
    name: string;
    /** In which of OpenAI's APIs it is asked; `auto` if omitted. */
    api?: ApiSetting | undefined;
    organization: string | null;
    project: string | null;
    /** The proxy it is reached through, and the variable that names it; null or absent for none. */
    proxy?: { variable: string; hostname: string; port: number } | null | undefined;
    /** The names in STARLIGHT_MODELS; the first is the default. Can be empty if patterns decide. */
    models: readonly string[];
    /** Names and patterns, if there are patterns. */
    modelSelection?: ModelSelection | null | undefined;
    /** Whether a pattern may offer a model: with a cap in dollars, only one with a known price. */
    mayMatch?: ((id: string) => boolean) | undefined;
    /** Which of `models` can search the web; absent if the operator does not allow it. */
    webSearch?: readonly string[] | undefined;
    /** Which of `models` search the web with every request, allowed or not. */
    alwaysSearch?: readonly string[] | undefined;
  };
  /** Problems with variables, as the server reads them. */
  problems: readonly SiteProblem[];
  /** Null outside a git work tree. */
  readGit(signal: AbortSignal): Promise<GitFacts | null>;
  /** Files of the built page that contain a key; null if there is no build. */
  findKeyInBuild(signal: AbortSignal): Promise<readonly string[] | null>;
  wire: Wire;
  /** Absent if limits are counted in memory. */
  store?: StoreFacts | undefined;
  /** Whether an outside text contains part of the key, so that it must not be shown. */
  holdsKey(text: string): boolean;
};
