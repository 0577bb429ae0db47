import { useLayoutEffect, useState } from 'react';
import type { DrawnDiagram } from '#lib/core/diagrams/diagram-message.ts';

type DiagramImageProps = {
  drawn: DrawnDiagram;
  alt: string;
  /** In CSS pixels. */
  minWidth?: number;
  onBroken?: () => void;
};

/**
 * An SVG as an image, in which a browser runs nothing and loads nothing (SVG Integration, 3.2: secure static
 * mode). Its place is kept from the start, so that nothing moves when it appears.
 */
export function DiagramImage({ drawn, alt, minWidth, onBroken }: DiagramImageProps) {
  const { svg, width, height } = drawn;
  const [address, setAddress] = useState<string>();
  useLayoutEffect(() => {
    const created = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    setAddress(created);
    return () => URL.revokeObjectURL(created);
  }, [svg]);
  return (
    // biome-ignore lint/performance/noImgElement: its address is in this page's memory.
    <img
      src={address}
      alt={alt}
      width={Math.ceil(width)}
      height={Math.ceil(height)}
      style={{ minWidth }}
      onError={onBroken}
    />
  );
}
