import { Download, Maximize2 } from 'lucide-react';
import { useState } from 'react';
import type { DiagramTheme } from '#lib/client/diagrams/create-diagrams.ts';
import { downloadText } from '#lib/client/page/download-text.ts';
import type { DrawnDiagram } from '#lib/core/diagrams/diagram-message.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Modal } from '../../ui/modal.tsx';
import { DiagramImage } from './diagram-image.tsx';

type DiagramToolsProps = {
  drawn: DrawnDiagram;
  theme: DiagramTheme;
  alt: string;
  /** The source. */
  read: () => string;
};

/** What can be done with a diagram while it is shown as a picture. */
export function DiagramTools({ drawn, theme, alt, read }: DiagramToolsProps) {
  const [isLarge, setIsLarge] = useState(false);
  return (
    <div className="flex shrink-0">
      <button
        type="button"
        className="btn-icon"
        aria-label="Open larger"
        title="Open larger"
        onClick={() => setIsLarge(true)}
      >
        <Maximize2 aria-hidden className="size-4" />
      </button>
      <button
        type="button"
        className="btn-icon"
        aria-label="Download picture"
        title="Download picture"
        onClick={() => downloadText('diagram.svg', 'image/svg+xml', drawn.svg)}
      >
        <Download aria-hidden className="size-4" />
      </button>
      <CopyButton label="Copy code" read={read} />
      {isLarge && (
        <Modal
          title="Diagram"
          className="diagram-large max-w-fit"
          isText
          onClose={() => setIsLarge(false)}
        >
          <div className="diagram-ground" data-drawn={theme}>
            <DiagramImage drawn={drawn} alt={alt} />
          </div>
        </Modal>
      )}
    </div>
  );
}
