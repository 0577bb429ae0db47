import 'server-only';

const DATA_URL = /^data:image\/(png|jpeg|gif|webp);base64,/;

const INVENTED_PICTURE = `Your message has no picture, so this describes one I made up:

> **A lighthouse at dusk.** A white lighthouse stands on a low cliff at the right. Its lamp is lit, and the beam points left, over a calm gray sea. Two small boats lie in the bay. The sky goes from orange at the horizon to dark blue, with one star at the upper left.
>
> *Alt text:* a lit lighthouse above a calm bay at dusk.`;

/**
 * Reports format and size of each attached picture, without looking at it, or describes an invented
 * one. Nothing is ever loaded.
 *
 * @param urls of the pictures, as in `image_url.url`
 */
export function describePictures(urls: readonly string[]): string {
  if (urls.length === 0) return INVENTED_PICTURE;
  const arrived =
    urls.length === 1
      ? `Your picture arrived: ${formatOf(urls[0] ?? '')}.`
      : `Your ${urls.length} pictures arrived:\n\n${urls.map((url) => `- ${formatOf(url)}`).join('\n')}`;
  return `${arrived}

I'm a simulated model and can't see what it shows. A real model that reads pictures would describe it here. A model that doesn't returns **400**, as it does for a damaged or oversized picture: \`/simulate image_rejected\` shows that.`;
}

function formatOf(url: string): string {
  const [prefix, format] = DATA_URL.exec(url) ?? [];
  if (prefix === undefined || format === undefined) return "an address, which I don't open";
  const bytes = Math.floor(((url.length - prefix.length) * 3) / 4);
  const size = bytes < 1000 ? `${bytes} bytes` : `${Math.round(bytes / 1000)} kB`;
  return `${format.toUpperCase()}, about ${size}`;
}
