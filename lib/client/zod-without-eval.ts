import * as z from 'zod/mini';

// zod tries `new Function` once to check whether it can compile its schemas. The content security
// policy forbids that and reports each attempt as a violation.
z.config({ jitless: true });
