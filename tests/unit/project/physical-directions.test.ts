import { describe, expect, it } from 'vitest';
import { findPhysicalDirections } from './physical-directions.ts';
import { isTestFile, listFiles, readSource } from './source-files.ts';

const shipped = ['app', 'components']
  .flatMap((folder) => listFiles(folder))
  .filter((file) => /\.(?:tsx|css)$/.test(file) && !isTestFile(file));

describe('the layout', () => {
  it('names the start and the end of a line, not left and right', () => {
    expect(shipped.length).toBeGreaterThan(50);
    expect(findPhysicalDirections(shipped.map(readSource))).toEqual([]);
  });

  it.each([
    'ml-2',
    '-mr-1',
    'sm:pl-3',
    'group-hover:pr-1.5',
    'left-0',
    'sm:right-[3px]',
    'border-l',
    'border-r-2',
    'rounded-tl-lg',
    'rounded-l',
    'text-left',
    'sm:text-right',
    'float-left',
    'ml-auto',
    'scroll-pl-4',
  ])('finds the class %s', (name) => {
    const text = `<a className={\`a \${b} ${name}\`}>`;
    expect(findPhysicalDirections([{ path: 'a.tsx', text }])).toHaveLength(1);
  });

  it.each([
    'margin-left: 1px;',
    'border-right-color: red;',
    'left: 0;',
    'text-align: right;',
    'border-top-left-radius: 2px;',
    'padding: 0 1px 0 2px;',
  ])('finds the declaration %s', (declaration) => {
    expect(findPhysicalDirections([{ path: 'a.css', text: `p { ${declaration} }` }])).toHaveLength(
      1,
    );
  });

  it.each([
    ['a.tsx', '<p className="ms-2 pe-1 start-0 border-s text-start">what is left, right-click</p>'],
    ['a.css', 'p { margin-inline: 1px 2px; padding: 0 1px 0 1px; /* margin-left: 1px */ }'],
  ])('accepts what is logical in %s', (path, text) => {
    expect(findPhysicalDirections([{ path, text }])).toEqual([]);
  });
});
