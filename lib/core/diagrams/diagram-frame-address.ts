/**
 * The files that draw diagrams, copied to `public/diagram` (`lib/server/process/diagram-frame-files.mjs`). Their
 * folder is named after Mermaid's version and a hash of what else is in it, so that browsers keep them for good.
 * A test says what it has to be.
 */
export const DIAGRAM_FRAME_FOLDER = 'mermaid-12.3.0-27cee466';

export const DIAGRAM_FRAME_ADDRESS = `/diagram/${DIAGRAM_FRAME_FOLDER}/diagram-frame.html`;
