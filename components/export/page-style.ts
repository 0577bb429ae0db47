/**
 * The style sheet of a saved page: light, dark and paper. It has rules for the elements and classes that
 * `components/markdown` and this folder draw, and loads nothing.
 */
export const PAGE_STYLE = `
:root{color-scheme:light dark;
--page:light-dark(#fcfcfe,#101118);--sunken:light-dark(#f3f4f7,#171922);--head:light-dark(#ebecf0,#1f212b);
--bubble:light-dark(#ebedf5,#252837);--line:light-dark(#dedfe5,#30323d);--text:light-dark(#1c1d26,#e9eaf0);
--muted:light-dark(#5b5d69,#a8aab5);--accent:light-dark(#4a46c9,#a9b0ff);
--comment:light-dark(#62646f,#9698a3);--keyword:light-dark(#7b2fb5,#d3a6ff);--string:light-dark(#1d6b43,#8bd6a7);
--number:light-dark(#8a4b12,#f0b87f);--function:light-dark(#2b5bb8,#93bcff);--type:light-dark(#136475,#8bd0dd);
--attribute:light-dark(#735c10,#dcc98a);--variable:light-dark(#a32749,#f39bb0);--meta:light-dark(#8d3477,#e3a1d3);
--added:light-dark(#1c6b35,#8ada9a);--removed:light-dark(#a8283a,#f59a9a)}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:1rem/1.6 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:46rem;margin:0 auto;padding:2rem 1rem 4rem}
h1,h2{font-size:1.5rem;line-height:1.25;margin:0 0 1.5rem}
section+section,nav+section{margin-top:3rem;padding-top:2rem;border-top:1px solid var(--line)}
article{margin:0 0 1.5rem}
article>h3{margin:0 0 .375rem;font-size:.8125rem;font-weight:600;color:var(--muted)}
article>h3>span{font-weight:400}
h4,h5,h6{font-size:1rem;margin:1.5rem 0 .5rem}
.typed{margin:0;padding:.625rem 1rem;border-radius:1.25rem;background:var(--bubble);white-space:pre-wrap;unicode-bidi:plaintext}
.reply{white-space:pre-line}
.reply p,.reply ul,.reply ol,.reply blockquote,.reply figure,.table-scroll,.literal-card{margin:1rem 0}
.reply>:first-child>:first-child{margin-top:0}
.reply ul,.reply ol{padding-inline-start:1.75rem}
.reply li>ul,.reply li>ol,.reply li p{margin:.25rem 0}
.reply blockquote{padding-inline-start:1rem;border-inline-start:2px solid var(--line);color:var(--muted)}
.task{list-style:none}
.task-box{margin-inline:-1.5rem .5rem}
.task-box+p{display:inline}
a{color:var(--accent);text-underline-offset:2px;unicode-bidi:isolate}
a+.text-muted,.reply .text-muted{color:var(--muted)}
.citation{display:inline-block;min-width:1.125rem;margin-inline-start:.125rem;padding:0 .25rem;border-radius:.375rem;
background:var(--head);font-size:.6875rem;line-height:1.125rem;text-align:center;text-decoration:none;vertical-align:.25rem}
hr{border:0;border-top:1px solid var(--line);margin:1.5rem 0}
code,kbd,pre{font-family:ui-monospace,monospace}
:not(pre)>code{direction:ltr;unicode-bidi:isolate;padding:.125rem .3125rem;border-radius:.3125rem;background:var(--head);font-size:.875em}
.code-card{direction:ltr;margin:1rem 0;overflow:hidden;border:1px solid var(--line);border-radius:.75rem;background:var(--sunken)}
figcaption,summary,.literal-card>p{margin:0!important;padding:.375rem 1rem;background:var(--head);color:var(--muted);font-size:.8125rem}
.code-card pre{margin:0;padding:.75rem 1rem;overflow-x:auto;font-size:.875rem;white-space:pre;overflow-wrap:normal;tab-size:4}
.code-chunk,.block{display:block}
.inline-block{display:inline-block}
pre.font-sans{margin:0;font-family:inherit;white-space:pre-wrap}
.literal-card{overflow:hidden;border:1px solid var(--line);border-radius:.75rem}
.literal-card pre{padding:.75rem 1rem}
.table-scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.75rem}
table{width:100%;border-collapse:collapse;font-size:.9375rem}
th,td{padding:.5rem .75rem;text-align:start;vertical-align:top;overflow-wrap:break-word}
th{background:var(--sunken)}
tbody tr{border-top:1px solid var(--line)}
.text-center{text-align:center}.text-right{text-align:right}.text-left{text-align:left}
figure{margin:1rem 0}
img{max-width:100%;height:auto;border:1px solid var(--line);border-radius:.75rem}
.sources{margin-top:1rem;padding-top:.75rem;border-top:1px solid var(--line);font-size:.875rem}
.sources h4{margin:0;font-size:.875rem;color:var(--muted)}
.sources ol{margin:.375rem 0 0;padding-inline-start:1.75rem}
.sources span,.note{color:var(--muted);font-size:.875rem}
nav ol{padding-inline-start:2.5rem}
.code-comment{color:var(--comment);font-style:italic}.code-keyword{color:var(--keyword)}.code-string{color:var(--string)}
.code-number{color:var(--number)}.code-function{color:var(--function)}.code-type{color:var(--type)}
.code-attribute{color:var(--attribute)}.code-variable{color:var(--variable)}.code-meta{color:var(--meta)}
.code-added{color:var(--added)}.code-removed{color:var(--removed)}
@media print{
@page{margin:16mm}
details::details-content{content-visibility:visible}
:root{color-scheme:light}
main{max-width:none;padding:0}
section+section,nav+section{break-before:page;border:0;margin:0;padding:0}
.typed{border:1px solid var(--line)}
.code-card pre{white-space:pre-wrap;overflow-wrap:anywhere}
.table-scroll{overflow:visible}
h2,h3,h4,h5,h6,figcaption{break-after:avoid}
tr,li,img{break-inside:avoid}
}`;
