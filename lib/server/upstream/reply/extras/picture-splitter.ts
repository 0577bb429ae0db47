import 'server-only';
import { MAX_IMAGE_URL_LENGTH } from '#lib/core/chat/reply-extras.ts';

/** What is left of a text, and the pictures taken out of it. */
export type SplitText = {
  text: string;
  /** Data URLs of pictures, in order. */
  pictures: string[];
  /** Characters of pictures, which are not text that the model wrote. */
  removed: number;
  /** A picture was too long to keep, or was cut off. */
  isLost: boolean;
};

/** Takes pictures out of a reply whose upstream wrote them into the text. */
type PictureSplitter = {
  /** Takes the next piece of the text. What may be the beginning of a picture is held back. */
  next: (piece: string) => SplitText;
  /** What was held back, once no more will arrive. */
  flush: () => SplitText;
};

/** A shorter one is not from a model that draws, but from one that writes about data URLs. */
const MIN_BASE64_LENGTH = 1000;
const TYPES = ['png', 'jpeg', 'jpg', 'webp', 'gif'].map((type) => `data:image/${type};base64,`);
/** As Markdown, or alone on its line. */
const BEGINNING = /(?:!\[[^\]\n]{0,200}\]\(|(?<![^\n]))data:image\/(png|jpeg|jpg|webp|gif);base64,/;
const POSSIBLE_MARKDOWN = /^!(?:\[(?:[^\]\n]{0,200}(?:\](?:\((.{0,30}))?)?)?)?$/s;
const LONGEST_BEGINNING = 260;
const NOT_BASE64 = /[^A-Za-z0-9+/=]/;

type OpenPicture = {
  type: string;
  isMarkdown: boolean;
  before: string;
  parts: string[];
  length: number;
};

/**
 * Gateways write the pictures of models that draw as `![image](data:image/png;base64,…)` (one-api, new-api
 * and others, for Gemini), or as the data URL alone (foxhui/WebAI2API#102).
 */
export function createPictureSplitter(): PictureSplitter {
  /** The end of the text so far, if it may begin a picture; with the line break before it. */
  let held = '';
  let lastCharacter = '\n';
  let open: OpenPicture | null = null;

  const sayText = (said: SplitText, text: string) => {
    said.text += text;
    lastCharacter = text.at(-1) ?? lastCharacter;
  };

  /** Consumes text up to a picture, and returns what is left to look at. */
  const takeText = (rest: string, said: SplitText): string => {
    // Only a line break matters, and neither of these can begin a picture.
    const context = lastCharacter === '\n' ? '\n' : ' ';
    const found = BEGINNING.exec(context + rest);
    if (found) {
      const at = found.index - 1;
      const [before] = found;
      sayText(said, rest.slice(0, at));
      open = {
        type: found[1] === 'jpg' ? 'jpeg' : (found[1] ?? ''),
        isMarkdown: before.startsWith('!'),
        before,
        parts: [],
        length: 0,
      };
      return rest.slice(at + before.length);
    }
    const kept = possibleBeginning(rest, context);
    sayText(said, rest.slice(0, rest.length - kept));
    held = rest.slice(rest.length - kept);
    return '';
  };

  /** Consumes the Base64 of the open picture. */
  const takePicture = (picture: OpenPicture, rest: string, said: SplitText): string => {
    const end = rest.search(NOT_BASE64);
    const base64 = end === -1 ? rest : rest.slice(0, end);
    picture.length += base64.length;
    if (picture.length <= MAX_IMAGE_URL_LENGTH) picture.parts.push(base64);
    else picture.parts = [];
    if (end === -1) return '';
    open = null;
    if (!isPicture(picture)) {
      sayText(said, picture.before + picture.parts.join(''));
      return rest.slice(end);
    }
    closePicture(picture, said);
    return rest.slice(picture.isMarkdown && rest[end] === ')' ? end + 1 : end);
  };

  const closePicture = (picture: OpenPicture, said: SplitText) => {
    said.removed += picture.before.length + picture.length;
    if (picture.parts.length === 0) said.isLost = true;
    else said.pictures.push(`data:image/${picture.type};base64,${picture.parts.join('')}`);
  };

  return {
    next(piece) {
      const said: SplitText = { text: '', pictures: [], removed: 0, isLost: false };
      let rest = held + piece;
      held = '';
      while (rest !== '') rest = open ? takePicture(open, rest, said) : takeText(rest, said);
      return said;
    },
    flush() {
      const said: SplitText = { text: held, pictures: [], removed: 0, isLost: false };
      const picture = open;
      held = '';
      open = null;
      if (!picture) return said;
      if (!isPicture(picture)) return { ...said, text: picture.before + picture.parts.join('') };
      // Alone on its line, it can be the end of the text.
      if (picture.isMarkdown) picture.parts = [];
      closePicture(picture, said);
      return said;
    },
  };
}

function isPicture({ length }: OpenPicture): boolean {
  return length >= MIN_BASE64_LENGTH;
}

/** How many characters at the end of a text may begin a picture. */
function possibleBeginning(text: string, before: string): number {
  const tail = text.slice(-LONGEST_BEGINNING);
  const mark = tail.lastIndexOf('!');
  if (mark !== -1) {
    const found = POSSIBLE_MARKDOWN.exec(tail.slice(mark));
    if (found && TYPES.some((type) => type.startsWith(found[1] ?? ''))) return tail.length - mark;
  }
  const line = tail.slice(tail.lastIndexOf('\n') + 1);
  const isLineStart = line.length < tail.length || (tail.length === text.length && before === '\n');
  const mayBegin = line !== '' && TYPES.some((type) => type.startsWith(line));
  return isLineStart && mayBegin ? line.length : 0;
}
