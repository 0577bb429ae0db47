/** The highest output limit a request can ask for; the server reduces it to what the operator allows. */
export const MOST_TOKENS = 1_000_000;
