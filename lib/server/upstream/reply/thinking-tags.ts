import 'server-only';

/** How a stretch of a reply begins and ends. A `mark` is dropped, and what it begins has a tag of its own. */
export type TaggedForm = {
  open: string;
  kind: 'thinking' | 'text' | 'mark';
  /** What ends it, and is dropped. All of them begin with the same character. */
  closers: readonly string[];
};

/** The tag that DeepSeek's and Qwen's templates put into the prompt, so that only its end is in the reply. */
export const CLOSING_TAG = '</think>';

const TAGS: readonly (readonly [open: string, close: string])[] = [
  // DeepSeek R1, Qwen, MiniMax, GLM and most open models; Groq: "Reasoning", raw.
  ['<think>', CLOSING_TAG],
  ['<thinking>', '</thinking>'],
  // Google: "OpenAI compatibility", `include_thoughts`.
  ['<thought>', '</thought>'],
  ['<reasoning>', '</reasoning>'],
  // Chat templates of Magistral, Kimi-VL, Seed-OSS and Command A Reasoning.
  ['[THINK]', '[/THINK]'],
  ['◁think▷', '◁/think▷'],
  ['<seed:think>', '</seed:think>'],
  ['<|START_THINKING|>', '<|END_THINKING|>'],
];

// OpenAI Cookbook: "OpenAI harmony response format". gpt-oss on a server that does not read it.
const HARMONY_ENDS = ['<|end|>', '<|return|>', '<|start|>assistant'];
const HARMONY: readonly TaggedForm[] = [
  { open: '<|channel|>analysis<|message|>', kind: 'thinking', closers: HARMONY_ENDS },
  { open: '<|channel|>commentary<|message|>', kind: 'text', closers: HARMONY_ENDS },
  { open: '<|channel|>final<|message|>', kind: 'text', closers: HARMONY_ENDS },
  ...HARMONY_ENDS.map((end) => ({ open: end, kind: 'mark', closers: [] }) as const),
];

/** Everything that has a meaning at the start of a reply, and nowhere else. */
export const TAGGED_FORMS: readonly TaggedForm[] = [
  ...TAGS.map(([open, close]) => ({ open, kind: 'thinking', closers: [close] }) as const),
  ...TAGS.map(([, close]) => ({ open: close, kind: 'mark', closers: [] }) as const),
  ...HARMONY,
];
