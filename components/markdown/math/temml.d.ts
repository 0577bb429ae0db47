declare module 'temml' {
  type Options = {
    displayMode: boolean;
    throwOnError: boolean;
    trust: boolean;
    strict: boolean;
    /** In em and in points. */
    maxSize: [number, number];
    maxExpand: number;
  };

  const temml: {
    /** A tree of nodes with `type`, `attributes`, `children`, `classes` and `style`, or with `text`. */
    __renderToMathMLTree: (expression: string, options: Options) => unknown;
  };
  export default temml;
}
