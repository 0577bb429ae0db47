import type { ErrorKind } from '../errors/error-kinds.ts';
import type { CatalogueEntry } from './catalogue-entry.ts';
import { ACCESS_ERRORS } from './entries/access-errors.ts';
import { ADDRESS_ERRORS } from './entries/address-errors.ts';
import { BILLING_ERRORS } from './entries/billing-errors.ts';
import { CLIENT_ERRORS } from './entries/client-errors.ts';
import { CONNECTION_ERRORS } from './entries/connection-errors.ts';
import { CONTENT_ERRORS } from './entries/content-errors.ts';
import { KEY_ERRORS } from './entries/key-errors.ts';
import { MODEL_ACCESS_ERRORS } from './entries/model-access-errors.ts';
import { MODEL_ERRORS } from './entries/model-errors.ts';
import { OWN_LIMIT_ERRORS } from './entries/own-limit-errors.ts';
import { PERMISSION_ERRORS } from './entries/permission-errors.ts';
import { PROXY_ERRORS } from './entries/proxy-errors.ts';
import { RATE_ERRORS } from './entries/rate-errors.ts';
import { REFUSAL_ERRORS } from './entries/refusal-errors.ts';
import { REPLY_ENDINGS } from './entries/reply-endings.ts';
import { REPLY_ERRORS } from './entries/reply-errors.ts';
import { REQUEST_ERRORS } from './entries/request-errors.ts';
import { SIZE_ERRORS } from './entries/size-errors.ts';
import { STARLIGHT_ERRORS } from './entries/starlight-errors.ts';
import { UPSTREAM_ERRORS } from './entries/upstream-errors.ts';

/**
 * Everything Starlight says about each kind of failure. Banners use `describeError`; the guide
 * reads `meaning` and `causes` from here.
 */
export const ERROR_CATALOGUE: Record<ErrorKind, CatalogueEntry> = {
  ...KEY_ERRORS,
  ...PERMISSION_ERRORS,
  ...MODEL_ERRORS,
  ...REFUSAL_ERRORS,
  ...MODEL_ACCESS_ERRORS,
  ...CONTENT_ERRORS,
  ...ADDRESS_ERRORS,
  ...REQUEST_ERRORS,
  ...SIZE_ERRORS,
  ...RATE_ERRORS,
  ...BILLING_ERRORS,
  ...UPSTREAM_ERRORS,
  ...CONNECTION_ERRORS,
  ...PROXY_ERRORS,
  ...REPLY_ERRORS,
  ...REPLY_ENDINGS,
  ...OWN_LIMIT_ERRORS,
  ...ACCESS_ERRORS,
  ...STARLIGHT_ERRORS,
  ...CLIENT_ERRORS,
};
