export { BrowserCopy } from './browser-copy.tsx';
export { StorageNotice } from './storage-notice.tsx';
