import 'server-only';

const DATA_URL = /^data:image\/(png|jpeg|gif|webp);base64,/;

const OWN_PICTURE = `Your message has no picture, so this describes one I made up:

> **A lighthouse at dusk.** A white lighthouse stands on a low cliff at the right. Its lamp is lit, and the beam points left, over a calm gray sea. Two small boats lie in the bay. The sky goes from orange at the horizon to dark blue, with one star at the upper left.
>
> *Alt text:* a lit lighthouse above a calm bay at dusk.`;

/**
 * Says of each picture that came along what can be said without looking at it, or describes one that
 * does not exist. Nothing is ever loaded.
 *
 * @param addresses of the pictures, as in `image_url.url`
 */
export function describePictures(addresses: readonly string[]): string {
  if (addresses.length === 0) return OWN_PICTURE;
  const arrived =
    addresses.length === 1
      ? `Your picture arrived: ${formatOf(addresses[0] ?? '')}.`
      : `Your ${addresses.length} pictures arrived:\n\n${addresses.map((address) => `- ${formatOf(address)}`).join('\n')}`;
  return `${arrived}

I'm a simulated model and can't see what it shows. A real model that reads pictures would describe it here. A model that doesn't returns **400**, as it does for a damaged or oversized picture: \`/simulate image_rejected\` shows that.`;
}

function formatOf(address: string): string {
  const [prefix, format] = DATA_URL.exec(address) ?? [];
  if (prefix === undefined || format === undefined) return "an address, which I don't open";
  const bytes = Math.floor(((address.length - prefix.length) * 3) / 4);
  const size = bytes < 1000 ? `${bytes} bytes` : `${Math.round(bytes / 1000)} kB`;
  return `${format.toUpperCase()}, about ${size}`;
}
