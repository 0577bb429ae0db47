/**
 * A picture that a request brings along, as OpenAI takes it. All of it is ASCII that JSON writes as
 * it is, so its length is the bytes it takes up in a body.
 */
export const IMAGE_DATA_URL = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/;
