/**
 * An inline image in a format OpenAI accepts. It is all ASCII that JSON does not escape, so its length
 * equals its size in a body in bytes.
 */
export const IMAGE_DATA_URL = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/;
