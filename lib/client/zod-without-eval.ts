import * as z from 'zod/mini';

// zod tries `new Function` once to see whether it may compile its schemas. The content security
// policy forbids that, and each try is reported as a violation.
z.config({ jitless: true });
