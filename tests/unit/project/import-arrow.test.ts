import { describe, expect, it } from 'vitest';
import { findArrowViolations } from './import-arrow.ts';
import { readAppModules } from './source-files.ts';

describe('the one-way arrow of imports', () => {
  it('is respected by every module of the app', () => {
    expect(findArrowViolations(readAppModules())).toEqual([]);
  });

  it.each([
    ['lib/core/a.ts', `import { readConfig } from '#lib/server/config/read-config.ts';`],
    ['lib/core/a.ts', `import { useState } from 'react';`],
    ['lib/core/a.ts', `import { readFile } from 'node:fs/promises';`],
    ['lib/core/a.ts', `import * as z from 'zod';`],
    ['lib/core/a.ts', `import { marked } from 'marked-highlight';`],
    ['lib/core/a.ts', `import type { ChatApp } from '../../components/chat/chat-app.tsx';`],
    ['lib/client/a.ts', `import type { Config } from '#lib/server/config/config.ts';`],
    ['lib/client/a.ts', `import { Button } from '#components/ui/button.tsx';`],
    ['lib/client/a.ts', `export { readConfig } from '../server/config.ts';`],
    ['lib/client/a.ts', `export * from '../server/config.ts';`],
    ['lib/client/a.ts', `const config = await import('../server/config.ts');`],
    ['lib/client/a.ts', `type Config = import('#lib/server/config/config.ts').Config;`],
    ['lib/client/a.ts', `import OpenAI from 'openai';`],
    ['lib/server/a.ts', `import { useChatSession } from '#lib/client/chat/use-chat-session.ts';`],
    ['lib/server/a.ts', `import { useState } from 'react';`],
    ['components/a.tsx', `import { readConfig } from '#lib/server/config/read-config.ts';`],
    ['components/a.tsx', `import OpenAI from 'openai/index.mjs';`],
    ['components/a.tsx', `import Page from '#app/page.tsx';`],
    [
      'app/api/chat/route.ts',
      `import { useChatSession } from '#lib/client/chat/use-chat-session.ts';`,
    ],
    ['proxy.ts', `import { Button } from '#components/ui/button.tsx';`],
    [
      'instrumentation-client.ts',
      `import { readConfig } from '#lib/server/config/read-config.ts';`,
    ],
    ['lib/client/a.ts', `import { runStep } from '../../scripts/run-step.mjs';`],
    ['lib/other/a.ts', `import './b.ts';`],
  ])('is detected as broken by %s with %j', (path, text) => {
    expect(findArrowViolations([{ path, text }])).toHaveLength(1);
  });

  it.each([
    ['lib/core/a.ts', `import * as z from 'zod/mini';\nimport { b } from './b.ts';`],
    ['lib/client/a.ts', `import { useState } from 'react';\nimport { b } from '#lib/core/b.ts';`],
    ['lib/server/a.ts', 'const quoted = `\nimport { useState } from "react";\n`;'],
    ['components/a.tsx', `// import { readConfig } from '#lib/server/config/read-config.ts';`],
    ['app/page.tsx', `import { readSiteState } from '#lib/server/config/read-site-state.ts';`],
    ['app/layout.tsx', `import './globals.css';`],
    ['lib/core/a.test.ts', `import { expect } from 'vitest';`],
  ])('allows %s to import %j', (path, text) => {
    expect(findArrowViolations([{ path, text }])).toEqual([]);
  });
});
