import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DIAGRAM_FRAME_FOLDER } from '#lib/core/diagrams/diagram-frame-address.ts';
import { copyDiagramFrame, diagramFrameFolder } from '#lib/server/process/diagram-frame-files.mjs';

describe('the page that draws diagrams', () => {
  it('has an address that changes with its files', () => {
    expect(DIAGRAM_FRAME_FOLDER).toBe(diagramFrameFolder());
  });

  it('is copied with what it loads, without ELK and KaTeX, and without an older copy', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'starlight-diagram-'));
    try {
      copyDiagramFrame(folder);
      copyDiagramFrame(folder);
      expect(readdirSync(path.join(folder, 'diagram'))).toEqual([DIAGRAM_FRAME_FOLDER]);
      const files = readdirSync(path.join(folder, 'diagram', DIAGRAM_FRAME_FOLDER), {
        recursive: true,
        encoding: 'utf8',
      });
      expect(files).toContain('diagram-frame.html');
      expect(files).toContain('mermaid.esm.min.mjs');
      expect(files.some((file) => file.includes('flowDiagram-'))).toBe(true);
      expect(files.filter((file) => /elk|katex|\.map$|\.ts$/.test(file))).toEqual([]);
      expect(existsSync(path.join(folder, 'diagram', DIAGRAM_FRAME_FOLDER, 'chunks'))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
