/** The instruction for a model whose last message was cut off; never stored and never shown. */
export const CONTINUE_INSTRUCTION =
  'Your last message was cut off. Write only what is missing, from its very last character on, so that both together read as one text: repeat none of it, do not open a code block that is open already, and add no preamble and no apology.';
