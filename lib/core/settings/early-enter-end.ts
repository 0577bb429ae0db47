/** The event that ends the script for an early Enter. If its `detail` is a function, it gets the field or undefined. */
export const EARLY_ENTER_END = 'earlyenterend';
