import 'server-only';

/** A diagram as models write it. */
export const DIAGRAM_TEXT = `What to do after a failed request:

\`\`\`mermaid
flowchart TD
  accTitle: What to do after a failed request
  Ask[Send the request] --> Status{Which status?}
  Status -->|200| Done[Show the reply]
  Status -->|401| Key[Check the key]
  Status -->|429| Credit{Any credit?}
  Status -->|500| Wait
  Credit -->|yes| Wait[Wait, then retry]
  Credit -->|no| Pay[Add credit]
  Wait --> Ask
\`\`\``;
