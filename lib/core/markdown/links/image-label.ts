/** What an image is called where it is drawn, by its description. */
export function labelOfImage(description: string): string {
  return description === '' ? 'Image' : `Image: ${description}`;
}
