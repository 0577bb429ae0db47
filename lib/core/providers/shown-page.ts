/** A page's address as shown in text: `console.groq.com/keys`. */
export function shownPage(address: string): string {
  return address.replace('https://', '');
}
