/** The most sources, searches, tool calls and images that one reply keeps. */
export const MAX_EXTRAS = { sources: 200, searches: 50, toolCalls: 50, images: 10 } as const;
