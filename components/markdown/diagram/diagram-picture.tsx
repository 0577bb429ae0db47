import { useLayoutEffect, useRef, useState } from 'react';
import type { DiagramTheme } from '#lib/client/diagrams/create-diagrams.ts';
import { watchOverflow } from '#lib/client/drawing/watch-overflow.ts';
import type { DrawnDiagram } from '#lib/core/diagrams/diagram-message.ts';
import { DiagramImage } from './diagram-image.tsx';

/** In CSS pixels: at the width of the column, words of a wider one are too small. */
const WIDE = 1_200;

type DiagramPictureProps = {
  drawn: DrawnDiagram;
  theme: DiagramTheme;
  alt: string;
  onBroken: () => void;
};

/** A diagram as wide as the column at most; a large one scrolls before its words get too small to read. */
export function DiagramPicture({ drawn, theme, alt, onBroken }: DiagramPictureProps) {
  const box = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useLayoutEffect(() => (box.current ? watchOverflow(box.current, setScrolls) : undefined), []);
  const isWide = drawn.width > WIDE;
  return (
    <div
      ref={box}
      className="diagram-picture diagram-ground"
      data-drawn={theme}
      {...(scrolls && { role: 'group', 'aria-label': 'Diagram', tabIndex: 0 })}
    >
      <DiagramImage
        drawn={drawn}
        alt={alt}
        className={isWide ? 'diagram-wide' : undefined}
        onBroken={onBroken}
      />
    </div>
  );
}
