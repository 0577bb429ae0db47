// The colors of diagrams, near those of the page (app/globals.css).

// A font of the system: an image loads no other, and text would be measured in another one than it has.
export const FONT = 'system-ui, sans-serif';

const SERIES = [
  '#8f97e8',
  '#5fb8a5',
  '#e3a857',
  '#d9798f',
  '#6aa9dd',
  '#a98ad6',
  '#8fb35c',
  '#c98f6b',
];

/** With light text on them. */
const DEEP = [
  '#4a5196',
  '#2f6f62',
  '#8a6428',
  '#8a4056',
  '#36658c',
  '#664a8c',
  '#50702f',
  '#7d5238',
];

export const LIGHT = {
  background: '#f5f6f8',
  primaryColor: '#e6e8fa',
  primaryBorderColor: '#7b82bd',
  primaryTextColor: '#1f2130',
  secondaryColor: '#dcefe9',
  tertiaryColor: '#ebecf1',
  tertiaryBorderColor: '#c3c6d6',
  tertiaryTextColor: '#1f2130',
  lineColor: '#5c6078',
  textColor: '#1f2130',
  noteBkgColor: '#fbf0d3',
  noteBorderColor: '#d3b878',
  noteTextColor: '#3b3016',
  edgeLabelBackground: '#f5f6f8',
  pieStrokeColor: '#f5f6f8',
  pieOuterStrokeColor: '#f5f6f8',
  pieSectionTextColor: '#16171f',
};

export const DARK = {
  background: '#15171d',
  primaryColor: '#2b3052',
  primaryBorderColor: '#8a92cf',
  primaryTextColor: '#e8e9f2',
  secondaryColor: '#1f3d37',
  tertiaryColor: '#20232d',
  tertiaryBorderColor: '#4a4f66',
  tertiaryTextColor: '#e8e9f2',
  lineColor: '#a2a7c2',
  textColor: '#e8e9f2',
  noteBkgColor: '#3d3520',
  noteBorderColor: '#8a7440',
  noteTextColor: '#f3e7c8',
  edgeLabelBackground: '#15171d',
  pieStrokeColor: '#15171d',
  pieOuterStrokeColor: '#15171d',
  pieSectionTextColor: '#16171f',
};

/** Mermaid's own, from which it derives the others. */
export function themeVariables(isDark) {
  const colors = isDark ? DARK : LIGHT;
  return {
    ...{ fontFamily: FONT, fontSize: '15px', ...colors, ...numbered('pie', SERIES, 1) },
    pieOpacity: '1',
    xyChart: { plotColorPalette: SERIES.join(',') },
    ...(isDark && darkScale()),
  };
}

/** Instead of `darkMode`, which makes most of these black. */
function darkScale() {
  const text = DEEP.map(() => DARK.primaryTextColor);
  return {
    ...numbered('cScale', DEEP),
    ...numbered('cScaleLabel', text),
    ...numbered('git', DEEP),
    ...numbered('gitBranchLabel', text),
    rowOdd: '#1c1f2b',
    rowEven: '#232738',
  };
}

function numbered(name, values, first = 0) {
  return Object.fromEntries(values.map((value, index) => [`${name}${index + first}`, value]));
}
