import { expect, type Page, type TestInfo } from '@playwright/test';
import { describeError } from '#lib/core/catalogue/describe-error.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { StarlightPage, signIn } from '../../browser/starlight-page.ts';
import type { Script } from '../../support/scriptable-upstream.ts';
import type { MatrixSite } from './matrix-site.ts';
import { type ChatAnswer, postChat } from './post-chat.ts';
import type { ReplyWire } from './reply-wire.ts';
import { seenAt } from './seen-at.ts';
import { storedMessages } from './stored-messages.ts';

/** A figure that a row measured, and its limit if there is one. */
type Figure = {
  name: string;
  value: number;
  unit: string;
  below?: number;
  reached: boolean;
};

type FailureExpected = {
  kind: ErrorKind;
  status?: number;
  /** The part that had arrived before, which must still be there. */
  part?: string;
  /** Milliseconds from sending to the banner. */
  within?: number;
  notBefore?: number;
};

/** The label of the retry button: it depends on what failed, and on whether there is a network. */
const RETRY = /^(Retry|Send again|Send now|Waiting for the network)$/;

/** What a row works with: a page, its site, and the upstream behind that. */
export class Stage {
  readonly site: MatrixSite;
  readonly info: TestInfo;
  /** Everything received from the server, to be searched for the key. */
  readonly receivedTexts: string[] = [];
  readonly figures: Figure[] = [];
  /** The questions asked in the page, in order. */
  readonly questions: string[] = [];
  /** The partial text of a reply that then broke. */
  part: string | null = null;
  starlight: StarlightPage;
  #watched: Promise<void>[] = [];
  #isOpen = false;
  #sentAt = 0;

  constructor(page: Page, site: MatrixSite, info: TestInfo) {
    this.starlight = new StarlightPage(page);
    this.site = site;
    this.info = info;
    this.watch(page);
  }

  /** How its upstream writes replies. */
  get wire(): ReplyWire {
    return this.site.wire;
  }

  get page(): Page {
    return this.starlight.page;
  }

  /** Records everything this page receives. */
  watch(page: Page): void {
    page.on('response', (response) => {
      if (response.url().includes('/_next/static/')) return;
      const record = async () => {
        this.receivedTexts.push(JSON.stringify(await response.allHeaders()), await response.text());
      };
      // A response that broke has no text to read; its outcome is in the page.
      this.#watched.push(record().catch(() => undefined));
    });
  }

  /** Waits briefly until the responses so far have been recorded. */
  async received(): Promise<void> {
    const timeout = new Promise((resolve) => setTimeout(resolve, 500));
    await Promise.race([Promise.all(this.#watched), timeout]);
  }

  /**
   * Opens the page, and signs in if the site asks for a code. `url`: a proxy in front of the site.
   */
  async open({ accessCode, url }: { accessCode?: string; url?: string } = {}): Promise<void> {
    if (this.#isOpen) return;
    this.#isOpen = true;
    await this.page.goto(url ?? this.site.url);
    if (accessCode !== undefined) await this.signIn(accessCode);
    await this.starlight.hydrated();
  }

  async signIn(accessCode: string): Promise<void> {
    await signIn(this.page, accessCode);
  }

  /** Continues in another page of the same browser. */
  async continueIn(page: Page): Promise<void> {
    this.starlight = new StarlightPage(page);
    this.watch(page);
    await this.starlight.hydrated();
  }

  /** Sends a message in the page, after telling the upstream how to respond. */
  async ask(text: string, script?: Script): Promise<void> {
    await this.open();
    if (script) this.site.upstream.respond(script);
    this.questions.push(text);
    await this.starlight.composer.fill(text);
    this.#sentAt = performance.now();
    await this.starlight.composer.press('Enter');
  }

  /** Asks, and expects a complete reply. */
  async askAndRead(text: string, script: Script, reply: string): Promise<void> {
    await this.ask(text, script);
    await expect(this.starlight.replies.last()).toContainText(reply);
    await this.starlight.ended();
    await expect(this.starlight.replies.last().getByRole('alert')).toHaveCount(0);
  }

  sinceSent(): number {
    return performance.now() - this.#sentAt;
  }

  /** Asks over HTTP, without a page. */
  async post(text: string, options?: { signal?: AbortSignal }): Promise<ChatAnswer> {
    const answer = await postChat(this.site.url, text, options);
    this.receivedTexts.push(JSON.stringify([...answer.headers]), answer.raw);
    return answer;
  }

  /** Expects the last reply to end with this failure, in a banner that offers the right actions. */
  async failsWith({ kind, status, part, within, notBefore }: FailureExpected): Promise<void> {
    const reply = this.starlight.replies.last();
    const banner = reply.getByRole('alert');
    const reportedAfter = (await seenAt(banner, (within ?? 5000) + 10_000)) - this.#sentAt;
    if (within !== undefined) this.figure('reported after', reportedAfter, 'ms', within);
    if (notBefore !== undefined) expect(reportedAfter).toBeGreaterThanOrEqual(notBefore);
    const stored = await this.lastReply();
    expect(stored.error?.kind).toBe(kind);
    if (status !== undefined) expect(stored.error?.status).toBe(status);
    if (part !== undefined) {
      this.part = part;
      await expect(reply).toContainText(part);
      expect(stored.text).toContain(part);
    }
    await this.#offersRetry(stored);
  }

  /** The last reply as it is stored, once it has ended. */
  async lastReply(): Promise<ChatMessage> {
    let reply: ChatMessage | undefined;
    await expect
      .poll(async () => {
        const all = await storedMessages(this.page);
        reply = all.findLast(({ role }) => role === 'assistant');
        return reply?.status;
      })
      .toMatch(/done|failed|stopped|interrupted/);
    if (!reply) throw new Error('no reply is stored');
    return reply;
  }

  /**
   * Records a figure for the table; one that misses its limit fails the row without stopping it.
   */
  figure(name: string, value: number, unit: string, below?: number): void {
    const reached = below === undefined || value <= below;
    this.figures.push({ name, value, unit, reached, ...(below !== undefined && { below }) });
    const limit = below ?? Number.POSITIVE_INFINITY;
    expect.soft(value, `${name} (${unit})`).toBeLessThanOrEqual(limit);
  }

  /** A retry that can help is the primary button; one that cannot is at most a quiet one. */
  async #offersRetry({ error, text }: ChatMessage): Promise<void> {
    if (!error) throw new Error('the stored reply has no error');
    const { retry, actions } = describeError(error, {
      audience: 'visitor',
      contact: null,
      upstreamName: '',
      model: null,
      replyHasText: text !== '',
      offersOtherModels: false,
    });
    if (retry === 'never') expect(actions).not.toContain('retry');
    const button = this.starlight.replies.last().getByRole('button', { name: RETRY });
    if (actions.includes('retry')) await expect(button).toBeVisible();
  }
}
