import type { DiagramTheme } from '#lib/client/diagrams/create-diagrams.ts';
import type { DrawnDiagram } from '#lib/core/diagrams/diagram-message.ts';
import { DiagramImage } from './diagram-image.tsx';

/** A smaller picture has words that are too small to read: a larger one scrolls instead. */
const MIN_SCALE = 0.65;

type DiagramPictureProps = {
  drawn: DrawnDiagram;
  theme: DiagramTheme;
  alt: string;
  onBroken: () => void;
};

/** A diagram as wide as the column at most, if its words can be read then. */
export function DiagramPicture({ drawn, theme, alt, onBroken }: DiagramPictureProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to a form.
    <div
      role="group"
      aria-label="Diagram"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable element must be reachable by keyboard.
      tabIndex={0}
      className="diagram-picture diagram-ground"
      data-drawn={theme}
    >
      <DiagramImage
        drawn={drawn}
        alt={alt}
        minWidth={Math.round(MIN_SCALE * drawn.width)}
        onBroken={onBroken}
      />
    </div>
  );
}
