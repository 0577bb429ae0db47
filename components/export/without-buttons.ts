const START = '<button';
const END = '</button>';

/**
 * HTML that React made, without its buttons: nothing in a page without scripts would answer them. React
 * escapes `<` in text and attributes, and a button contains no other one.
 */
export function withoutButtons(html: string): string {
  let kept = '';
  let from = 0;
  for (let start = html.indexOf(START); start >= 0; start = html.indexOf(START, from)) {
    const end = html.indexOf(END, start);
    kept += html.slice(from, start);
    if (end < 0) return kept;
    from = end + END.length;
  }
  return kept + html.slice(from);
}
