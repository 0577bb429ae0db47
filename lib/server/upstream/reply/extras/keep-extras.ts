import 'server-only';
import { MAX_EXTRAS } from '#lib/core/chat/extra-limits.ts';
import { type ReplyExtra, replyImageSchema, type Source } from '#lib/core/chat/reply-extras.ts';
import { extraWithoutKey } from '../../secrets/extra-without-key.ts';
import type { KeyRemover } from '../../secrets/key-remover.ts';
import type { SplitText } from './picture-splitter.ts';
import { showsImage } from './read-images.ts';

/** Decides which extras of a reply are shown. */
type ExtrasKeeper = {
  /** The extra without the key, if it may be shown. */
  keep: (extra: ReplyExtra) => ReplyExtra[];
  /** The pictures that were taken out of the text, as far as they may be shown. */
  keepPictures: (split: SplitText) => ReplyExtra[];
  /** Some extra was an image, or a link to one. */
  hasImage: () => boolean;
  /** Some image could not be kept. */
  hasLostImage: () => boolean;
};

export function createExtrasKeeper(keyRemover: Pick<KeyRemover, 'removeFrom'>): ExtrasKeeper {
  let images = 0;
  let hasImage = false;
  let hasLostImage = false;
  let hasPlaces = true;

  const keep = (extra: ReplyExtra): ReplyExtra[] => {
    const isImage = extra.type === 'image';
    const clean =
      isImage && images >= MAX_EXTRAS.images ? null : extraWithoutKey(extra, keyRemover);
    if (clean === null) {
      hasLostImage ||= isImage;
      return [];
    }
    if (isImage) images++;
    hasImage ||= showsImage(clean);
    return clean.type === 'sources' && !hasPlaces
      ? [{ ...clean, sources: clean.sources.map(withoutPlace) }]
      : [clean];
  };

  return {
    keep,
    keepPictures({ pictures, removed, isLost }) {
      // Offsets count the characters of the pictures, too.
      hasPlaces &&= removed === 0;
      hasLostImage ||= isLost;
      return pictures.flatMap((url) => {
        if (replyImageSchema.safeParse(url).success) return keep({ type: 'image', url });
        hasLostImage = true;
        return [];
      });
    },
    hasImage: () => hasImage,
    hasLostImage: () => hasLostImage,
  };
}

function withoutPlace({ start: _, end: __, ...page }: Source): Source {
  return page;
}
