/**
 * Fixes the columns of a table at the widths that they have, in `em`, so that they follow the size of the
 * text. The result lets them go.
 */
export function keepColumnWidths(table: HTMLTableElement): () => void {
  const cells = [...(table.rows[0]?.cells ?? [])];
  const em = Number.parseFloat(getComputedStyle(table).fontSize);
  const sized = [table, ...cells].map((element) => ({
    element,
    width: `${element.getBoundingClientRect().width / em}em`,
  }));
  for (const { element, width } of sized) element.style.width = width;
  table.style.tableLayout = 'fixed';
  return () => {
    for (const { element } of sized) element.style.width = '';
    table.style.tableLayout = '';
  };
}
