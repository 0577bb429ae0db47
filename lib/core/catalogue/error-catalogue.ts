import type { ErrorKind } from '../errors/error-kinds.ts';
import { ACCESS_ERRORS } from './access-errors.ts';
import { ADDRESS_ERRORS } from './address-errors.ts';
import { BILLING_ERRORS } from './billing-errors.ts';
import type { CatalogueEntry } from './catalogue-entry.ts';
import { CLIENT_ERRORS } from './client-errors.ts';
import { CONNECTION_ERRORS } from './connection-errors.ts';
import { KEY_ERRORS } from './key-errors.ts';
import { MODEL_ERRORS } from './model-errors.ts';
import { OWN_LIMIT_ERRORS } from './own-limit-errors.ts';
import { PERMISSION_ERRORS } from './permission-errors.ts';
import { RATE_ERRORS } from './rate-errors.ts';
import { REPLY_ENDINGS } from './reply-endings.ts';
import { REPLY_ERRORS } from './reply-errors.ts';
import { REQUEST_ERRORS } from './request-errors.ts';
import { SIZE_ERRORS } from './size-errors.ts';
import { STARLIGHT_ERRORS } from './starlight-errors.ts';
import { UPSTREAM_ERRORS } from './upstream-errors.ts';

/**
 * Everything Starlight says about each kind of failure. Banners use `describeError`; the guide
 * reads `meaning` and `causes` from here.
 */
export const ERROR_CATALOGUE: Record<ErrorKind, CatalogueEntry> = {
  ...KEY_ERRORS,
  ...PERMISSION_ERRORS,
  ...MODEL_ERRORS,
  ...ADDRESS_ERRORS,
  ...REQUEST_ERRORS,
  ...SIZE_ERRORS,
  ...RATE_ERRORS,
  ...BILLING_ERRORS,
  ...UPSTREAM_ERRORS,
  ...CONNECTION_ERRORS,
  ...REPLY_ERRORS,
  ...REPLY_ENDINGS,
  ...OWN_LIMIT_ERRORS,
  ...ACCESS_ERRORS,
  ...STARLIGHT_ERRORS,
  ...CLIENT_ERRORS,
};
