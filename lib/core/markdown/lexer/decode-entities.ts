// The entities of HTML 4.01 and those of HTML 5 that replies use: `:` and a code point (or two, with `+`) in
// hexadecimal, then the names of it and its successors. The others are in `rare-entities.ts`, which
// loads when a text has one.
const NAMED_RUNS = `
  :9 Tab NewLine :21 excl quot num dollar percnt amp apos lpar rpar ast plus comma :2e period
  sol :3a colon semi lt equals gt quest commat :5b lbrack bsol rbrack :5f lowbar grave :7b
  lbrace vert rbrace :a0 nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not
  shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14
  frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc
  Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave
  Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil
  egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml
  divide oslash ugrave uacute ucirc uuml yacute thorn yuml :152 OElig oelig :160 Scaron scaron
  :178 Yuml :192 fnof :2c6 circ :2dc tilde :391 Alpha Beta Gamma Delta Epsilon Zeta Eta Theta
  Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho :3a3 Sigma Tau Upsilon Phi Chi Psi Omega :3b1
  alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho
  sigmaf sigma tau upsilon phi chi psi omega :3d1 thetasym upsih :3d6 piv :2002 ensp emsp
  :2009 thinsp :200c zwnj zwj lrm rlm hyphen :2013 ndash mdash :2018 lsquo rsquo sbquo :201c
  ldquo rdquo bdquo :2020 dagger Dagger bull :2026 hellip :2030 permil :2032 prime Prime :2039
  lsaquo rsaquo :203e oline :2044 frasl :20ac euro :2111 image :2118 weierp :211c real :2122
  trade :2135 alefsym :2190 larr uarr rarr darr harr :21b5 crarr :21d0 lArr uArr rArr dArr
  hArr :2200 forall :2202 part exist :2205 empty :2207 nabla isin notin :220b ni :220f prod
  :2211 sum minus :2217 lowast :221a radic :221d prop infin :2220 ang :2227 and or cap cup int
  :2234 there4 :223c sim :2245 cong :2248 asymp :2260 ne equiv :2264 le ge :2282 sub sup nsub
  :2286 sube supe :2295 oplus :2297 otimes :22a5 perp :22c5 sdot :2308 lceil rceil lfloor
  rfloor :25ca loz :2605 starf :2660 spades :2663 clubs :2665 hearts diams :2713 check :2717
  cross :27e8 lang rang
`;

const ENTITY = /&(?:#(\d{1,7})|#[xX]([\dA-Fa-f]{1,6})|([A-Za-z][A-Za-z\d]{1,31}));/g;

let namedEntities: ReadonlyMap<string, string> | undefined;
let hasMissed = false;

/** Adds names: `RARE_ENTITIES`. What is decoded from now on has them. */
export function addEntities(runs: string): void {
  namedEntities = new Map([...readRuns(NAMED_RUNS), ...readRuns(runs)]);
  hasMissed = false;
}

/** Whether a name was unknown that may be a rare one. */
export function hasMissedEntity(): boolean {
  return hasMissed;
}

/**
 * Text with its character references replaced (CommonMark 0.31, 2.5), once and from left to right.
 * Unknown names stay as written; the result is text and never HTML.
 */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    ENTITY,
    (reference, decimal?: string, hexadecimal?: string, name?: string) => {
      if (decimal !== undefined) return fromCodePoint(Number.parseInt(decimal, 10));
      if (hexadecimal !== undefined) return fromCodePoint(Number.parseInt(hexadecimal, 16));
      namedEntities ??= readRuns(NAMED_RUNS);
      const character = namedEntities.get(name ?? '');
      hasMissed ||= character === undefined;
      return character ?? reference;
    },
  );
}

function fromCodePoint(code: number): string {
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : '\ufffd';
}

function readRuns(runs: string): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  let codes: number[] = [];
  for (const word of runs.trim().split(/\s+/)) {
    if (word.startsWith(':')) {
      codes = word
        .slice(1)
        .split('+')
        .map((code) => Number.parseInt(code, 16));
    } else {
      named.set(word, String.fromCodePoint(...codes));
      codes = codes.map((code) => code + 1);
    }
  }
  return named;
}
