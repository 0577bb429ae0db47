import * as z from 'zod/mini';

/** What a request may name its turn. Stored messages, which it is named after, can have other ids. */
export const turnIdSchema = z.uuid();
