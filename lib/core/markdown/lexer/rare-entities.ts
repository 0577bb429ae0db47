/**
 * The named entities of HTML that `decode-entities.ts` does not know, as it writes them: the rest of the list
 * of the HTML Standard (https://html.spec.whatwg.org/entities.json, November 2026) that ends in a semicolon.
 */
export const RARE_ENTITIES = `
  :22 QUOT :26 AMP :2a midast :3c LT :3c+20d2 nvlt :3d+20e5 bne :3e GT :3e+20d2 nvgt :5b lsqb :5d rsqb Hat UnderBar
  DiacriticalGrave :66+6a fjlig :7b lcub VerticalLine :7c verbar rcub :a0 NonBreakingSpace :a8 Dot :a8 DoubleDot :a8
  die COPY :ae REG :ae circledR strns :b1 PlusMinus :b1 pm :b4 DiacriticalAcute :b7 CenterDot :b7 centerdot Cedilla
  :bd half :c5 angst :f7 div :100 Amacr amacr Abreve abreve Aogon aogon Cacute cacute Ccirc ccirc Cdot cdot Ccaron
  ccaron Dcaron dcaron Dstrok dstrok Emacr emacr :116 Edot edot Eogon eogon Ecaron ecaron Gcirc gcirc Gbreve gbreve
  Gdot gdot Gcedil :124 Hcirc hcirc Hstrok hstrok Itilde itilde Imacr imacr :12e Iogon iogon Idot imath :131 inodot
  IJlig ijlig Jcirc jcirc Kcedil kcedil kgreen Lacute lacute Lcedil lcedil Lcaron lcaron Lmidot lmidot Lstrok lstrok
  Nacute nacute Ncedil ncedil Ncaron ncaron napos ENG eng Omacr omacr :150 Odblac odblac :154 Racute racute Rcedil
  rcedil Rcaron rcaron Sacute sacute Scirc scirc Scedil scedil :162 Tcedil tcedil Tcaron tcaron Tstrok tstrok Utilde
  utilde Umacr umacr Ubreve ubreve Uring uring Udblac udblac Uogon uogon Wcirc wcirc Ycirc ycirc :179 Zacute zacute
  Zdot zdot Zcaron zcaron :1b5 imped :1f5 gacute :237 jmath :2c7 Hacek :2c7 caron :2d8 Breve :2d8 breve
  DiacriticalDot :2d9 dot ring ogon DiacriticalTilde DiacriticalDoubleAcute :2dd dblac :311 DownBreve :3a9 ohm :3b5
  epsi :3c2 sigmav :3c2 varsigma :3c5 upsi :3d1 thetav :3d1 vartheta Upsi :3d5 phiv :3d5 straightphi :3d5 varphi
  varpi :3dc Gammad digamma :3dd gammad :3f0 kappav :3f0 varkappa rhov :3f1 varrho :3f5 epsiv :3f5 straightepsilon
  :3f5 varepsilon backepsilon :3f6 bepsi :401 IOcy DJcy GJcy Jukcy DScy Iukcy YIcy Jsercy LJcy NJcy TSHcy KJcy :40e
  Ubrcy DZcy Acy Bcy Vcy Gcy Dcy IEcy ZHcy Zcy Icy Jcy Kcy Lcy Mcy Ncy Ocy Pcy Rcy Scy Tcy Ucy Fcy KHcy TScy CHcy
  SHcy SHCHcy HARDcy Ycy SOFTcy Ecy YUcy YAcy acy bcy vcy gcy dcy iecy zhcy zcy icy jcy kcy lcy mcy ncy ocy pcy rcy
  scy tcy ucy fcy khcy tscy chcy shcy shchcy hardcy ycy softcy ecy yucy yacy :451 iocy djcy gjcy jukcy dscy iukcy
  yicy jsercy ljcy njcy tshcy kjcy :45e ubrcy dzcy :2004 emsp13 emsp14 :2007 numsp puncsp ThinSpace VeryThinSpace
  :200a hairsp NegativeMediumSpace :200b NegativeThickSpace :200b NegativeThinSpace :200b NegativeVeryThinSpace :200b
  ZeroWidthSpace :2010 dash :2015 horbar Verbar :2016 Vert :2018 OpenCurlyQuote CloseCurlyQuote :2019 rsquor lsquor
  :201c OpenCurlyDoubleQuote CloseCurlyDoubleQuote :201d rdquor ldquor :2021 ddagger bullet :2025 nldr mldr :2031
  pertenk :2034 tprime backprime :2035 bprime :203e OverBar :2041 caret :2043 hybull :204f bsemi :2057 qprime :205f
  MediumSpace :205f+200a ThickSpace :2060 NoBreak ApplyFunction :2061 af InvisibleTimes :2062 it InvisibleComma :2063
  ic :20db TripleDot :20db tdot DotDot :2102 Copf :2102 complexes :2105 incare :210a gscr HilbertSpace :210b Hscr
  :210b hamilt Hfr :210c Poincareplane Hopf :210d quaternions planckh hbar :210f hslash :210f planck :210f plankv
  Iscr :2110 imagline Ifr :2111 Im :2111 imagpart Laplacetrf :2112 Lscr :2112 lagran ell :2115 Nopf :2115 naturals
  numero copysr wp Popf :2119 primes Qopf :211a rationals Rscr :211b realine Re :211c Rfr :211c realpart Ropf :211d
  reals rx :2122 TRADE :2124 Zopf :2124 integers :2127 mho Zfr :2128 zeetrf iiota :212c Bernoullis :212c Bscr :212c
  bernou Cayleys :212d Cfr :212f escr Escr :2130 expectation Fouriertrf :2131 Fscr :2133 Mellintrf :2133 Mscr :2133
  phmmat order :2134 orderof :2134 oscr aleph beth gimel daleth :2145 CapitalDifferentialD :2145 DD DifferentialD
  :2146 dd ExponentialE :2147 ee :2147 exponentiale ImaginaryI :2148 ii :2153 frac13 frac23 frac15 frac25 frac35
  frac45 frac16 frac56 frac18 frac38 frac58 frac78 :2190 LeftArrow :2190 ShortLeftArrow :2190 leftarrow :2190 slarr
  ShortUpArrow :2191 UpArrow :2191 uparrow RightArrow :2192 ShortRightArrow :2192 rightarrow :2192 srarr DownArrow
  :2193 ShortDownArrow :2193 downarrow LeftRightArrow :2194 leftrightarrow UpDownArrow :2195 updownarrow :2195 varr
  UpperLeftArrow :2196 nwarr :2196 nwarrow UpperRightArrow :2197 nearr :2197 nearrow LowerRightArrow :2198 searr
  :2198 searrow LowerLeftArrow :2199 swarr :2199 swarrow nlarr :219a nleftarrow nrarr :219b nrightarrow :219d rarrw
  :219d rightsquigarrow :219d+338 nrarrw :219e Larr :219e twoheadleftarrow Uarr Rarr :21a0 twoheadrightarrow Darr
  larrtl :21a2 leftarrowtail rarrtl :21a3 rightarrowtail LeftTeeArrow :21a4 mapstoleft UpTeeArrow :21a5 mapstoup
  RightTeeArrow :21a6 map :21a6 mapsto DownTeeArrow :21a7 mapstodown :21a9 hookleftarrow :21a9 larrhk hookrightarrow
  :21aa rarrhk larrlp :21ab looparrowleft looparrowright :21ac rarrlp harrw :21ad leftrightsquigarrow nharr :21ae
  nleftrightarrow :21b0 Lsh :21b0 lsh Rsh :21b1 rsh ldsh rdsh :21b6 cularr :21b6 curvearrowleft curarr :21b7
  curvearrowright :21ba circlearrowleft :21ba olarr circlearrowright :21bb orarr LeftVector :21bc leftharpoonup :21bc
  lharu DownLeftVector :21bd leftharpoondown :21bd lhard RightUpVector :21be uharr :21be upharpoonright LeftUpVector
  :21bf uharl :21bf upharpoonleft RightVector :21c0 rharu :21c0 rightharpoonup DownRightVector :21c1 rhard :21c1
  rightharpoondown RightDownVector :21c2 dharr :21c2 downharpoonright LeftDownVector :21c3 dharl :21c3
  downharpoonleft RightArrowLeftArrow :21c4 rightleftarrows :21c4 rlarr UpArrowDownArrow :21c5 udarr
  LeftArrowRightArrow :21c6 leftrightarrows :21c6 lrarr leftleftarrows :21c7 llarr upuparrows :21c8 uuarr
  rightrightarrows :21c9 rrarr ddarr :21ca downdownarrows ReverseEquilibrium :21cb leftrightharpoons :21cb lrhar
  Equilibrium :21cc rightleftharpoons :21cc rlhar nLeftarrow :21cd nlArr nLeftrightarrow :21ce nhArr nRightarrow
  :21cf nrArr DoubleLeftArrow :21d0 Leftarrow DoubleUpArrow :21d1 Uparrow DoubleRightArrow :21d2 Implies :21d2
  Rightarrow DoubleDownArrow :21d3 Downarrow DoubleLeftRightArrow :21d4 Leftrightarrow :21d4 iff DoubleUpDownArrow
  :21d5 Updownarrow :21d5 vArr nwArr neArr seArr swArr Lleftarrow :21da lAarr Rrightarrow :21db rAarr :21dd zigrarr
  :21e4 LeftArrowBar :21e4 larrb RightArrowBar :21e5 rarrb :21f5 DownArrowUpArrow :21f5 duarr :21fd loarr roarr hoarr
  ForAll comp :2201 complement PartialD :2202+338 npart :2203 Exists NotExists :2204 nexist :2204 nexists emptyset
  :2205 emptyv :2205 varnothing :2207 Del Element :2208 in :2208 isinv NotElement :2209 notinva :220b ReverseElement
  :220b SuchThat :220b niv NotReverseElement :220c notni :220c notniva :220f Product Coproduct :2210 coprod Sum :2213
  MinusPlus :2213 mnplus :2213 mp dotplus :2214 plusdo :2216 Backslash :2216 setminus :2216 setmn :2216 smallsetminus
  :2216 ssetmn :2218 SmallCircle :2218 compfn :221a Sqrt :221d Proportional :221d propto :221d varpropto :221d vprop
  :221f angrt angle :2220+20d2 nang :2221 angmsd :2221 measuredangle angsph VerticalBar :2223 mid :2223 shortmid
  :2223 smid NotVerticalBar :2224 nmid :2224 nshortmid :2224 nsmid DoubleVerticalBar :2225 par :2225 parallel :2225
  shortparallel :2225 spar NotDoubleVerticalBar :2226 npar :2226 nparallel :2226 nshortparallel :2226 nspar wedge vee
  :2229+fe00 caps :222a+fe00 cups :222b Integral Int iiint :222d tint ContourIntegral :222e conint :222e oint Conint
  :222f DoubleContourIntegral Cconint cwint ClockwiseContourIntegral :2232 cwconint CounterClockwiseContourIntegral
  :2233 awconint Therefore :2234 therefore Because :2235 becaus :2235 because ratio Colon :2237 Proportion dotminus
  :2238 minusd :223a mDDot homtht Tilde :223c thicksim :223c thksim :223c+20d2 nvsim :223d backsim :223d bsim
  :223d+331 race :223e ac :223e mstpos :223e+333 acE :223f acd VerticalTilde :2240 wr :2240 wreath NotTilde :2241
  nsim EqualTilde :2242 eqsim :2242 esim :2242+338 NotEqualTilde :2242+338 nesim :2243 TildeEqual :2243 sime :2243
  simeq NotTildeEqual :2244 nsime :2244 nsimeq TildeFullEqual simne NotTildeFullEqual :2247 ncong TildeTilde :2248 ap
  :2248 approx :2248 thickapprox :2248 thkap NotTildeTilde :2249 nap :2249 napprox ape :224a approxeq apid :224b+338
  napid :224c backcong :224c bcong CupCap :224d asympeq :224d+20d2 nvap :224e Bumpeq :224e HumpDownHump :224e bump
  :224e+338 NotHumpDownHump :224e+338 nbump :224f HumpEqual :224f bumpe :224f bumpeq :224f+338 NotHumpEqual :224f+338
  nbumpe :2250 DotEqual :2250 doteq :2250 esdot :2250+338 nedot :2251 doteqdot :2251 eDot efDot :2252 fallingdotseq
  erDot :2253 risingdotseq Assign :2254 colone :2254 coloneq ecolon :2255 eqcolon ecir :2256 eqcirc circeq :2257 cire
  :2259 wedgeq veeeq :225c triangleq :225c trie :225f equest :225f questeq NotEqual Congruent :2261+20e5 bnequiv
  :2262 NotCongruent :2262 nequiv :2264 leq :2264+20d2 nvle :2265 GreaterEqual :2265 geq :2265+20d2 nvge :2266
  LessFullEqual :2266 lE :2266 leqq :2266+338 nlE :2266+338 nleqq :2267 GreaterFullEqual :2267 gE :2267 geqq
  :2267+338 NotGreaterFullEqual :2267+338 ngE :2267+338 ngeqq :2268 lnE :2268 lneqq :2268+fe00 lvertneqq :2268+fe00
  lvnE :2269 gnE :2269 gneqq :2269+fe00 gvertneqq :2269+fe00 gvnE :226a Lt :226a NestedLessLess :226a ll :226a+338
  NotLessLess :226a+338 nLtv :226a+20d2 nLt :226b Gt :226b NestedGreaterGreater :226b gg :226b+338 NotGreaterGreater
  :226b+338 nGtv :226b+20d2 nGt :226c between :226c twixt NotCupCap NotLess :226e nless :226e nlt NotGreater :226f
  ngt :226f ngtr NotLessEqual :2270 nle :2270 nleq NotGreaterEqual :2271 nge :2271 ngeq LessTilde :2272 lesssim :2272
  lsim GreaterTilde :2273 gsim :2273 gtrsim NotLessTilde :2274 nlsim NotGreaterTilde :2275 ngsim LessGreater :2276
  lessgtr :2276 lg GreaterLess :2277 gl :2277 gtrless NotLessGreater :2278 ntlg NotGreaterLess :2279 ntgl Precedes
  :227a pr :227a prec Succeeds :227b sc :227b succ PrecedesSlantEqual :227c prcue :227c preccurlyeq
  SucceedsSlantEqual :227d sccue :227d succcurlyeq PrecedesTilde :227e precsim :227e prsim SucceedsTilde :227f scsim
  :227f succsim :227f+338 NotSucceedsTilde :2280 NotPrecedes :2280 npr :2280 nprec NotSucceeds :2281 nsc :2281 nsucc
  subset :2282+20d2 NotSubset :2282+20d2 nsubset :2282+20d2 vnsub :2283 Superset :2283 supset :2283+20d2 NotSuperset
  :2283+20d2 nsupset :2283+20d2 vnsup :2285 nsup SubsetEqual :2286 subseteq SupersetEqual :2287 supseteq
  NotSubsetEqual :2288 nsube :2288 nsubseteq NotSupersetEqual :2289 nsupe :2289 nsupseteq subne :228a subsetneq
  :228a+fe00 varsubsetneq :228a+fe00 vsubne :228b supne :228b supsetneq :228b+fe00 varsupsetneq :228b+fe00 vsupne
  :228d cupdot UnionPlus :228e uplus SquareSubset :228f sqsub :228f sqsubset :228f+338 NotSquareSubset :2290
  SquareSuperset :2290 sqsup :2290 sqsupset :2290+338 NotSquareSuperset :2291 SquareSubsetEqual :2291 sqsube :2291
  sqsubseteq SquareSupersetEqual :2292 sqsupe :2292 sqsupseteq SquareIntersection :2293 sqcap :2293+fe00 sqcaps :2294
  SquareUnion :2294 sqcup :2294+fe00 sqcups :2295 CirclePlus CircleMinus :2296 ominus CircleTimes osol CircleDot
  :2299 odot circledcirc :229a ocir circledast :229b oast :229d circleddash :229d odash boxplus :229e plusb boxminus
  :229f minusb boxtimes :22a0 timesb dotsquare :22a1 sdotb RightTee :22a2 vdash LeftTee :22a3 dashv DownTee :22a4 top
  UpTee :22a5 bot :22a5 bottom :22a7 models DoubleRightTee :22a8 vDash Vdash Vvdash VDash nvdash nvDash nVdash nVDash
  prurel :22b2 LeftTriangle :22b2 vartriangleleft :22b2 vltri RightTriangle :22b3 vartriangleright :22b3 vrtri
  LeftTriangleEqual :22b4 ltrie :22b4 trianglelefteq :22b4+20d2 nvltrie :22b5 RightTriangleEqual :22b5 rtrie :22b5
  trianglerighteq :22b5+20d2 nvrtrie :22b6 origof imof multimap :22b8 mumap hercon intcal :22ba intercal veebar :22bd
  barvee angrtvb lrtri Wedge :22c0 bigwedge :22c0 xwedge Vee :22c1 bigvee :22c1 xvee Intersection :22c2 bigcap :22c2
  xcap Union :22c3 bigcup :22c3 xcup Diamond :22c4 diam :22c4 diamond :22c6 Star :22c6 sstarf divideontimes :22c7
  divonx bowtie ltimes rtimes leftthreetimes :22cb lthree rightthreetimes :22cc rthree backsimeq :22cd bsime curlyvee
  :22ce cuvee curlywedge :22cf cuwed Sub :22d0 Subset Sup :22d1 Supset Cap Cup fork :22d4 pitchfork epar lessdot
  :22d6 ltdot gtdot :22d7 gtrdot Ll :22d8+338 nLl :22d9 Gg :22d9 ggg :22d9+338 nGg :22da LessEqualGreater :22da leg
  :22da lesseqgtr :22da+fe00 lesg :22db GreaterEqualLess :22db gel :22db gtreqless :22db+fe00 gesl :22de cuepr :22de
  curlyeqprec cuesc :22df curlyeqsucc NotPrecedesSlantEqual :22e0 nprcue NotSucceedsSlantEqual :22e1 nsccue
  NotSquareSubsetEqual :22e2 nsqsube NotSquareSupersetEqual :22e3 nsqsupe :22e6 lnsim gnsim precnsim :22e8 prnsim
  scnsim :22e9 succnsim NotLeftTriangle :22ea nltri :22ea ntriangleleft NotRightTriangle :22eb nrtri :22eb
  ntriangleright NotLeftTriangleEqual :22ec nltrie :22ec ntrianglelefteq NotRightTriangleEqual :22ed nrtrie :22ed
  ntrianglerighteq vellip ctdot utdot dtdot disin isinsv isins isindot :22f5+338 notindot :22f6 notinvc notinvb :22f9
  isinE :22f9+338 notinE :22fa nisd xnis nis notnivc notnivb :2305 barwed :2305 barwedge Barwed :2306 doublebarwedge
  :2308 LeftCeiling RightCeiling LeftFloor RightFloor drcrop dlcrop urcrop ulcrop bnot :2312 profline profsurf :2315
  telrec target :231c ulcorn :231c ulcorner urcorn :231d urcorner dlcorn :231e llcorner drcorn :231f lrcorner :2322
  frown :2322 sfrown smile :2323 ssmile :232d cylcty profalar :2336 topbot :233d ovbar :233f solbar :237c angzarr
  :23b0 lmoust :23b0 lmoustache rmoust :23b1 rmoustache :23b4 OverBracket :23b4 tbrk UnderBracket :23b5 bbrk bbrktbrk
  :23dc OverParenthesis UnderParenthesis OverBrace UnderBrace :23e2 trpezium :23e7 elinters :2423 blank :24c8
  circledS :24c8 oS :2500 HorizontalLine :2500 boxh :2502 boxv :250c boxdr :2510 boxdl :2514 boxur :2518 boxul :251c
  boxvr :2524 boxvl :252c boxhd :2534 boxhu :253c boxvh :2550 boxH boxV boxdR boxDr boxDR boxdL boxDl boxDL boxuR
  boxUr boxUR boxuL boxUl boxUL boxvR boxVr boxVR boxvL boxVl boxVL boxHd boxhD boxHD boxHu boxhU boxHU boxvH boxVh
  boxVH :2580 uhblk :2584 lhblk :2588 block :2591 blk14 blk12 blk34 :25a1 Square :25a1 squ :25a1 square :25aa
  FilledVerySmallSquare :25aa blacksquare :25aa squarf :25aa squf EmptyVerySmallSquare :25ad rect marker :25b1 fltns
  :25b3 bigtriangleup :25b3 xutri blacktriangle :25b4 utrif triangle :25b5 utri :25b8 blacktriangleright :25b8 rtrif
  rtri :25b9 triangleright :25bd bigtriangledown :25bd xdtri blacktriangledown :25be dtrif dtri :25bf triangledown
  :25c2 blacktriangleleft :25c2 ltrif ltri :25c3 triangleleft :25ca lozenge cir :25ec tridot :25ef bigcirc :25ef
  xcirc :25f8 ultri urtri lltri EmptySmallSquare FilledSmallSquare :2605 bigstar star :260e phone :2640 female :2642
  male :2660 spadesuit :2663 clubsuit :2665 heartsuit diamondsuit :266a sung :266d flat natur :266e natural sharp
  :2713 checkmark :2720 malt :2720 maltese :2736 sext :2758 VerticalSeparator :2772 lbbrk rbbrk :27c8 bsolhsub
  suphsol :27e6 LeftDoubleBracket :27e6 lobrk RightDoubleBracket :27e7 robrk LeftAngleBracket :27e8 langle
  RightAngleBracket :27e9 rangle Lang Rang loang roang :27f5 LongLeftArrow :27f5 longleftarrow :27f5 xlarr
  LongRightArrow :27f6 longrightarrow :27f6 xrarr LongLeftRightArrow :27f7 longleftrightarrow :27f7 xharr
  DoubleLongLeftArrow :27f8 Longleftarrow :27f8 xlArr DoubleLongRightArrow :27f9 Longrightarrow :27f9 xrArr
  DoubleLongLeftRightArrow :27fa Longleftrightarrow :27fa xhArr :27fc longmapsto :27fc xmap :27ff dzigrarr :2902
  nvlArr nvrArr nvHarr Map :290c lbarr bkarow :290d rbarr lBarr dbkarow :290f rBarr RBarr :2910 drbkarow DDotrahd
  UpArrowBar DownArrowBar :2916 Rarrtl :2919 latail ratail lAtail rAtail larrfs rarrfs larrbfs rarrbfs :2923 nwarhk
  nearhk hksearow :2925 searhk hkswarow :2926 swarhk nwnear nesear :2928 toea seswar :2929 tosa swnwar :2933 rarrc
  :2933+338 nrarrc :2935 cudarrr ldca rdca cudarrl larrpl :293c curarrm cularrp :2945 rarrpl :2948 harrcir Uarrocir
  lurdshar ldrushar :294e LeftRightVector RightUpDownVector DownLeftRightVector LeftUpDownVector LeftVectorBar
  RightVectorBar RightUpVectorBar RightDownVectorBar DownLeftVectorBar DownRightVectorBar LeftUpVectorBar
  LeftDownVectorBar LeftTeeVector RightTeeVector RightUpTeeVector RightDownTeeVector DownLeftTeeVector
  DownRightTeeVector LeftUpTeeVector LeftDownTeeVector lHar uHar rHar dHar luruhar ldrdhar ruluhar rdldhar lharul
  llhard rharul lrhard UpEquilibrium :296e udhar ReverseUpEquilibrium :296f duhar RoundImplies erarr simrarr larrsim
  rarrsim rarrap ltlarr :2978 gtrarr subrarr :297b suplarr lfisht rfisht ufisht dfisht :2985 lopar ropar :298b lbrke
  rbrke lbrkslu rbrksld lbrksld rbrkslu langd rangd lparlt rpargt gtlPar ltrPar :299a vzigzag :299c vangrt angrtvbd
  :29a4 ange range dwangle uwangle angmsdaa angmsdab angmsdac angmsdad angmsdae angmsdaf angmsdag angmsdah bemptyv
  demptyv cemptyv raemptyv laemptyv ohbar omid opar :29b9 operp :29bb olcross odsold :29be olcir ofcir olt ogt
  cirscir cirE solb bsolb :29c9 boxbox :29cd trisb rtriltri LeftTriangleBar :29cf+338 NotLeftTriangleBar :29d0
  RightTriangleBar :29d0+338 NotRightTriangleBar :29dc iinfin infintie nvinfin :29e3 eparsl smeparsl eqvparsl :29eb
  blacklozenge :29eb lozf :29f4 RuleDelayed :29f6 dsol :2a00 bigodot :2a00 xodot bigoplus :2a01 xoplus bigotimes
  :2a02 xotime :2a04 biguplus :2a04 xuplus :2a06 bigsqcup :2a06 xsqcup :2a0c iiiint :2a0c qint fpartint :2a10
  cirfnint awint rppolint scpolint npolint pointint quatint intlarhk :2a22 pluscir plusacir simplus plusdu plussim
  plustwo :2a29 mcomma minusdu :2a2d loplus roplus Cross timesd timesbar :2a33 smashp lotimes rotimes otimesas Otimes
  odiv triplus triminus tritime intprod :2a3c iprod :2a3f amalg capdot :2a42 ncup ncap capand cupor cupcap capcup
  cupbrcap capbrcup cupcup capcap ccups ccaps :2a50 ccupssm :2a53 And Or andand oror orslope andslope :2a5a andv orv
  andd ord :2a5f wedbar :2a66 sdote :2a6a simdot :2a6d congdot :2a6d+338 ncongdot :2a6e easter apacir apE :2a70+338
  napE :2a71 eplus pluse Esim Colone Equal :2a77 ddotseq :2a77 eDDot equivDD ltcir gtcir ltquest gtquest
  LessSlantEqual :2a7d leqslant :2a7d les :2a7d+338 NotLessSlantEqual :2a7d+338 nleqslant :2a7d+338 nles :2a7e
  GreaterSlantEqual :2a7e geqslant :2a7e ges :2a7e+338 NotGreaterSlantEqual :2a7e+338 ngeqslant :2a7e+338 nges :2a7f
  lesdot gesdot lesdoto gesdoto lesdotor gesdotol lap :2a85 lessapprox gap :2a86 gtrapprox lne :2a87 lneq gne :2a88
  gneq lnap :2a89 lnapprox gnap :2a8a gnapprox lEg :2a8b lesseqqgtr gEl :2a8c gtreqqless lsime gsime lsimg gsiml lgE
  glE lesges gesles els :2a95 eqslantless egs :2a96 eqslantgtr elsdot egsdot el eg :2a9d siml simg simlE simgE
  LessLess :2aa1+338 NotNestedLessLess :2aa2 GreaterGreater :2aa2+338 NotNestedGreaterGreater :2aa4 glj gla ltcc gtcc
  lescc gescc smt lat smte :2aac+fe00 smtes :2aad late :2aad+fe00 lates :2aae bumpE PrecedesEqual :2aaf pre :2aaf
  preceq :2aaf+338 NotPrecedesEqual :2aaf+338 npre :2aaf+338 npreceq :2ab0 SucceedsEqual :2ab0 sce :2ab0 succeq
  :2ab0+338 NotSucceedsEqual :2ab0+338 nsce :2ab0+338 nsucceq :2ab3 prE scE precneqq :2ab5 prnE scnE :2ab6 succneqq
  prap :2ab7 precapprox scap :2ab8 succapprox precnapprox :2ab9 prnap scnap :2aba succnapprox Pr Sc subdot supdot
  subplus supplus submult supmult subedot supedot subE :2ac5 subseteqq :2ac5+338 nsubE :2ac5+338 nsubseteqq :2ac6
  supE :2ac6 supseteqq :2ac6+338 nsupE :2ac6+338 nsupseteqq :2ac7 subsim supsim :2acb subnE :2acb subsetneqq
  :2acb+fe00 varsubsetneqq :2acb+fe00 vsubnE :2acc supnE :2acc supsetneqq :2acc+fe00 varsupsetneqq :2acc+fe00 vsupnE
  :2acf csub csup csube csupe subsup supsub subsub supsup suphsub supdsub forkv topfork mlcp :2ae4 Dashv :2ae4
  DoubleLeftTee :2ae6 Vdashl Barv vBar vBarv :2aeb Vbar Not bNot rnmid cirmid midcir topcir nhpar parsim :2afd parsl
  :2afd+20e5 nparsl :fb00 fflig filig fllig ffilig ffllig :1d49c Ascr :1d49e Cscr Dscr :1d4a2 Gscr :1d4a5 Jscr Kscr
  :1d4a9 Nscr Oscr Pscr Qscr :1d4ae Sscr Tscr Uscr Vscr Wscr Xscr Yscr Zscr ascr bscr cscr dscr :1d4bb fscr :1d4bd
  hscr iscr jscr kscr lscr mscr nscr :1d4c5 pscr qscr rscr sscr tscr uscr vscr wscr xscr yscr zscr :1d504 Afr Bfr
  :1d507 Dfr Efr Ffr Gfr :1d50d Jfr Kfr Lfr Mfr Nfr Ofr Pfr Qfr :1d516 Sfr Tfr Ufr Vfr Wfr Xfr Yfr :1d51e afr bfr cfr
  dfr efr ffr gfr hfr ifr jfr kfr lfr mfr nfr ofr pfr qfr rfr sfr tfr ufr vfr wfr xfr yfr zfr Aopf Bopf :1d53b Dopf
  Eopf Fopf Gopf :1d540 Iopf Jopf Kopf Lopf Mopf :1d546 Oopf :1d54a Sopf Topf Uopf Vopf Wopf Xopf Yopf :1d552 aopf
  bopf copf dopf eopf fopf gopf hopf iopf jopf kopf lopf mopf nopf oopf popf qopf ropf sopf topf uopf vopf wopf xopf
  yopf zopf
`;
