import { Download } from 'lucide-react';
import { useState } from 'react';
import { usePictureAddress } from '#lib/client/page/use-picture-address.ts';
import type { ImageSize } from '#lib/core/chat/image-size.ts';

/** The largest size on screen, in CSS pixels: the width of the column, and a picture that fits a screen. */
const MAX_WIDTH = 704;
const MAX_HEIGHT = 560;
/** Most models make squares. */
const USUAL: ImageSize = { width: 1024, height: 1024 };

type PictureProps = { url: string; alt: string; number: number };

/** An image that the model made. Its place is kept from the start, so that nothing moves when it appears. */
export function Picture({ url, alt, number }: PictureProps) {
  const { picture, address } = usePictureAddress(url);
  const [isBroken, setIsBroken] = useState(picture === null);
  if (isBroken || !picture) {
    return <p className="text-muted">This picture arrived damaged, so it can't be shown.</p>;
  }
  const { width, height } = fitOnScreen(picture.size ?? USUAL);
  return (
    <figure className="flex min-w-0 flex-col items-start gap-1">
      {/* biome-ignore lint/performance/noImgElement: its address is in this page's memory. */}
      <img
        src={address}
        alt={alt}
        width={width}
        height={height}
        className="h-auto max-w-full rounded-xl border border-line bg-sunken object-contain"
        onError={() => setIsBroken(true)}
      />
      <a
        href={address}
        download={`picture-${number}.${picture.extension}`}
        className="btn-quiet -ms-3 text-muted"
      >
        <Download aria-hidden className="size-4" />
        Download picture
      </a>
    </figure>
  );
}

function fitOnScreen({ width, height }: ImageSize): ImageSize {
  const scale = Math.min(1, MAX_WIDTH / width, MAX_HEIGHT / height);
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
