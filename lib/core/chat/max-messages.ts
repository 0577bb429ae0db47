/** The maximum number of messages in a request. */
export const MAX_MESSAGES = 1000;
