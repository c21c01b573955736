/** Every colour of the pages (packages/web/src/theme/tokens.css) that a report needs, for light and dark. No script: the system decides. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --surface: light-dark(#ffffff, #14171c);
  --sunken: light-dark(#f5f6f8, #0f1216);
  --line: light-dark(#e2e5ea, #2a2f38);
  --line-strong: light-dark(#8a93a1, #626b79);
  --grid: light-dark(#eceef2, #22272f);
  --ink: light-dark(#14171c, #e8ebf0);
  --ink-soft: light-dark(#48505c, #aeb6c2);
  --better: light-dark(#0068a3, #6bbcf0);
  --worse: light-dark(#a84700, #f0ac1f);
  --worse-surface: light-dark(#fdf1e7, #2b2010);
  --base: light-dark(#0072b2, #56b4e9);
  --head: light-dark(#d55e00, #e69f00);
}
* { box-sizing: border-box; }
html { background: var(--surface); color: var(--ink); -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 24px 16px 48px; max-width: 1180px;
  font: 0.875rem / 1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  font-variant-numeric: tabular-nums lining-nums;
}
h1, h2, h3, p, figure, dl, dd, ul { margin: 0; padding: 0; }
h1 { font-size: 1.375rem; line-height: 1.25; font-weight: 600; }
h2 { font-size: 1.0625rem; font-weight: 600; overflow-wrap: anywhere; }
h3, figcaption, summary { font-size: 0.875rem; font-weight: 600; }
ul { list-style: none; }
code { font: 0.9375em ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; unicode-bidi: isolate; }
.soft { color: var(--ink-soft); font-weight: 400; }
.worse { color: var(--worse); }
.better { color: var(--better); }
header { display: grid; gap: 6px; padding-block-end: 16px; border-block-end: 1px solid var(--line); }
.banner, .doubts { padding: 10px 14px; border-inline-start: 4px solid var(--line-strong); background: var(--sunken); overflow-wrap: anywhere; }
.banner.regressed { border-color: var(--head); background: var(--worse-surface); }
.banner.passed { border-color: var(--base); }
.banner li + li { margin-block-start: 8px; }
section { margin-block-start: 28px; display: grid; gap: 12px; }
section > *, figure > *, .pictures > * { min-width: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: 5px 10px 5px 0; text-align: start; vertical-align: middle; border-block-end: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-weight: 600; }
thead th { color: var(--ink-soft); font-size: 0.75rem; overflow-wrap: normal; }
.number { text-align: end; white-space: nowrap; }
thead .number { white-space: normal; }
svg { display: block; }
/* Arrows stand with their tips beyond the axis. */
svg.bar { overflow: visible; }
.bar, svg text { fill: var(--ink-soft); font: 11px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
.bar .band { fill: var(--grid); }
.bar .zero { stroke: var(--line-strong); }
.bar .limit { stroke: var(--line-strong); stroke-dasharray: 2 3; }
.bar .reach { stroke: var(--ink-soft); stroke-width: 2; }
.bar .arrow, .bar .estimate { fill: var(--ink-soft); }
.bar.worse .reach { stroke: var(--head); }
.bar.worse .arrow, .bar.worse .estimate { fill: var(--head); }
.bar.better .reach { stroke: var(--base); }
.bar.better .arrow, .bar.better .estimate { fill: var(--base); }
.key { display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: 0.75rem; color: var(--ink-soft); }
.key i { display: inline-block; width: 12px; height: 12px; margin-inline-end: 5px; vertical-align: -1px; border-radius: 2px; border: 1px solid var(--line-strong); }
.key .k-base { background: var(--base); } .key .k-head { background: var(--head); }
.pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 20px 32px; align-items: start; }
figure { display: grid; gap: 8px; }
.grid { stroke: var(--grid); }
.distributions path { fill-opacity: 0.16; stroke-width: 1.75; }
.distributions .base { fill: var(--base); stroke: var(--base); }
.distributions .head { fill: var(--head); stroke: var(--head); stroke-dasharray: 5 3; }
.flame text { fill: var(--ink); font-size: 11px; pointer-events: none; }
.flame .frame { stroke: var(--line-strong); stroke-width: 1; fill: var(--sunken); }
.flame .more-1 { fill: light-dark(#fbe7d8, #33240f); } .flame .more-2 { fill: light-dark(#f7cfae, #4b3310); }
.flame .more-3 { fill: light-dark(#f2b27f, #6b4710); } .flame .more-4 { fill: light-dark(#ec9350, #8a5a0c); }
.flame .less-1 { fill: light-dark(#dcebf6, #14283a); } .flame .less-2 { fill: light-dark(#b7d7ec, #1a3a54); }
.flame .less-3 { fill: light-dark(#8dbfe0, #1f4f73); } .flame .less-4 { fill: light-dark(#63a6d2, #256793); }
.flame .gone { fill: none; stroke-dasharray: 3 3; }
.flame .hatch { fill: url(#hatch); }
#hatch path { stroke: var(--line-strong); stroke-width: 1; }
.key .k-less { background: light-dark(#8dbfe0, #1f4f73); } .key .k-more { background: light-dark(#f2b27f, #6b4710); }
.key .k-new { background: repeating-linear-gradient(45deg, var(--line-strong) 0 1px, transparent 1px 4px); }
.key .k-gone { border-style: dashed; }
.trade-off .front { fill: none; stroke: var(--ink-soft); stroke-dasharray: 5 4; }
.trade-off .base { fill: var(--base); } .trade-off .head { fill: var(--head); }
.trade-off .beaten { fill-opacity: 0.25; }
.trade-off circle.base { stroke: var(--base); } .trade-off circle.head { stroke: var(--head); }
.trade-off .mark { fill: var(--ink); font-weight: 600; }
details > summary { cursor: pointer; padding-block: 4px; }
details[open] > summary { margin-block-end: 4px; }
:focus-visible { outline: 2px solid var(--better); outline-offset: 2px; }
footer { margin-block-start: 32px; padding-block-start: 12px; border-block-start: 1px solid var(--line); color: var(--ink-soft); font-size: 0.75rem; overflow-wrap: anywhere; }
.visually-hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (min-width: 701px) {
  .metrics .forest { width: 26%; min-width: 160px; padding-inline: 14px; }
  .metrics .verdict { width: 15%; }
}
@media (max-width: 700px) {
  .stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stacked, .stacked tbody { display: block; }
  .stacked tr { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 2px 12px; padding-block: 10px; border-block-end: 1px solid var(--line); }
  .stacked th, .stacked td { border: 0; padding: 0; width: auto; text-align: start; white-space: normal; }
  .stacked th, .stacked .wide { grid-column: 1 / -1; }
  .stacked td[data-label]::before { content: attr(data-label) " "; color: var(--ink-soft); font-size: 0.75rem; }
}
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  figure, tr, .banner { break-inside: avoid; }
  h2, h3, summary { break-after: avoid; }
  details:not([open]) { display: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@media (forced-colors: active) {
  svg * { forced-color-adjust: auto; }
}
`;
