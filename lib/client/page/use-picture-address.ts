import { useLayoutEffect, useMemo, useState } from 'react';
import { readPicture } from './read-picture.ts';

/** The bytes of a picture's data URL, null if they are damaged, and an address to show them from. */
export function usePictureAddress(url: string): {
  picture: ReturnType<typeof readPicture>;
  /** Undefined until the first layout, which comes before the first paint. */
  address: string | undefined;
} {
  const picture = useMemo(() => readPicture(url), [url]);
  const [address, setAddress] = useState<string>();
  useLayoutEffect(() => {
    if (!picture) return;
    const created = URL.createObjectURL(picture.blob);
    setAddress(created);
    return () => URL.revokeObjectURL(created);
  }, [picture]);
  return { picture, address };
}
