import type { KeyInspection } from '../key/inspect-key.ts';
import type { SiteProblem } from '../site-state.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** An env file that Next reads. */
export type EnvFile = {
  /** `.env.local` */
  name: string;
  text: string;
  /** As a dotenv parser reads it, nothing expanded. */
  values: Environment;
  modifiedAtMs: number;
};

/** A file with OPENAI_API_KEY in it that Next does not read. */
export type StrayFile = {
  /** From the project's folder: `app/.env.local`. */
  path: string;
  /** Served to everyone who asks. */
  isPublic: boolean;
};

export type GitFacts = {
  /** Env files that are under version control. */
  trackedFiles: readonly string[];
  /** Env files that an `add` would take along. */
  unignoredFiles: readonly string[];
  /** The first place in the history that holds the key in use; null: none was found. */
  keyInHistory: { commit: string; file: string } | null;
  /** The history was read to its end. */
  historyRead: boolean;
};

/** One answer of the upstream. Header names are in lower case. */
export type WireAnswer = {
  status: number;
  headers: { get(name: string): string | null };
  body: string;
  /** Milliseconds since 1970 when its headers were there, on this machine's clock. */
  receivedAtMs: number;
};

type WireRequest = {
  /** After the base URL, such as `/models`; or a whole address, which is never sent the key. */
  path: string;
  /** Sent as a POST where given. */
  body?: Readonly<Record<string, unknown>> | undefined;
  /** Leaves out organization and project. */
  withoutIds?: boolean | undefined;
};

/** The network, as far as the doctor uses it. Each rejects with Node's own error. */
export type Wire = {
  resolve(host: string, signal: AbortSignal): Promise<readonly string[]>;
  connect(host: string, port: number, signal: AbortSignal): Promise<void>;
  /** Resolves with the protocol, such as `TLSv1.3`. */
  handshake(host: string, port: number, signal: AbortSignal): Promise<string>;
  /** Asks the configured base URL with the key. Redirects are returned, never followed. */
  request(request: WireRequest, signal: AbortSignal): Promise<WireAnswer>;
  /** A GET without the key, for other addresses at the same host. */
  peek(url: string, signal: AbortSignal): Promise<WireAnswer>;
};

/** Everything the checks look at. What costs time is a function. */
export type DoctorFacts = {
  /** `terminal`: before a server runs, with what the shell has. `server`: inside the running one. */
  place: 'terminal' | 'server';
  /** Next's mode: env files of the other one are not read. */
  development: boolean;
  demo: boolean;
  /** As the server has it, env files included. */
  env: Environment;
  /** Before env files were read; null where that is not known any more. */
  shellEnv: Environment | null;
  /** Those that Next reads, the strongest first. */
  envFiles: readonly EnvFile[];
  strayFiles: readonly StrayFile[];
  /** When the running server started, ms since 1970; null in the terminal. */
  startedAtMs: number | null;
  /** As it is in `env`. */
  key: string | undefined;
  keyInspection: KeyInspection;
  upstream: {
    /** Where requests go: the default while OPENAI_BASE_URL cannot be used. */
    baseUrl: string;
    /** "OpenAI", or the host of another upstream. */
    name: string;
    organization: string | null;
    project: string | null;
    /** The first is the default. */
    models: readonly [string, ...string[]];
  };
  /** What is wrong with variables, as the server reads them. */
  problems: readonly SiteProblem[];
  /** Null outside of a git work tree. */
  readGit(signal: AbortSignal): Promise<GitFacts | null>;
  /** Files of the built page that hold a key; null where nothing is built. */
  findKeyInBuild(signal: AbortSignal): Promise<readonly string[] | null>;
  wire: Wire;
  /** Tells whether a text from outside holds a part of the key, and so must not be shown. */
  holdsKey(text: string): boolean;
};
