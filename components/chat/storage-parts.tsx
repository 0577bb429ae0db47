import { BrowserCopy } from './browser-copy.tsx';
import { StorageNotice } from './storage-notice.tsx';

// What the page says of the browser's storage, loaded after the first paint.
export { BrowserCopy, StorageNotice };
