/** The reason of a warning that an offered model is shut down, now or later. */
export const MODEL_SHUTDOWN = 'model_shutdown';
