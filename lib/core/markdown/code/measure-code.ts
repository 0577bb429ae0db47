type CodeSize = { lines: number; longestLine: number; length: number };

/**
 * How many lines and UTF-16 units code has, and how long its longest line is. `chunks` are complete
 * lines.
 */
export function measureCode(chunks: readonly string[]): CodeSize {
  const size = { lines: 0, longestLine: 0, length: 0 };
  for (const chunk of chunks) {
    size.length += chunk.length;
    let start = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', start)) {
      size.lines += 1;
      size.longestLine = Math.max(size.longestLine, end - start);
      start = end + 1;
    }
  }
  return size;
}
