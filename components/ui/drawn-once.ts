import { createContext } from 'react';

/** Whether this is drawn once, for a file without scripts: nothing in it can be pressed. */
export const DrawnOnceContext = createContext(false);
