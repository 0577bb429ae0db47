import 'server-only';

export type { ApiDialect } from '#lib/core/models/choose-dialect.ts';
