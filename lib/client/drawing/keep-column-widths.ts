/**
 * Keeps the columns of a table at the widths that they have, in `em`, so that they follow the size of the
 * text: `--columns`, which the styles take once `data-columns` is set. The result lets them go.
 */
export function keepColumnWidths(table: HTMLTableElement): () => void {
  const em = Number.parseFloat(getComputedStyle(table).fontSize);
  const widths = [...(table.rows[0]?.cells ?? [])].map(
    (cell) => `${cell.getBoundingClientRect().width / em}em`,
  );
  table.style.setProperty('--columns', widths.join(' '));
  table.dataset['columns'] = 'kept';
  return () => {
    table.style.removeProperty('--columns');
    delete table.dataset['columns'];
  };
}
