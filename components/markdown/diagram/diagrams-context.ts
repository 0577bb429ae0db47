import { createContext } from 'react';

/** Whether diagrams are drawn: not in a file, and not on a page that asks no server for anything. */
export const DiagramsContext = createContext(false);
