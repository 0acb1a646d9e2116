/** Of the pictures alone: the dashboard has them too, with colours of its own. */
export const PICTURE_STYLE = `
.picture { display: block; width: 100%; height: auto; overflow: visible; font: 11px var(--font); }
.picture text { fill: var(--ink-soft); }
.picture .grid { stroke: var(--rule); stroke-width: 1; }
.picture .band, .key.band { fill: var(--band); background: var(--band); }
.picture path { fill: none; stroke-linejoin: round; }
.picture path.band { fill: var(--band); }
.picture .reference { stroke: var(--expected); stroke-width: 1.2; }
.picture .r0 { stroke-dasharray: 6 3; }
.picture .r1 { stroke-dasharray: 2 2.5; }
.picture .r2 { stroke-dasharray: none; opacity: 0.75; }
.picture .r3 { stroke-dasharray: 9 3 2 3; }
.picture .r4 { stroke-dasharray: 1 4; }
.picture .expected { stroke: var(--expected); stroke-width: 1.2; stroke-dasharray: 4 3; }
.picture .observed { stroke: var(--line); stroke-width: 2.2; }
.picture .observed.other { stroke-width: 1.2; }
.picture .dot { fill: var(--line); }
.picture .lost { fill: var(--alarm); opacity: 0.55; }
.picture .surplus { fill: var(--calm); opacity: 0.5; }
.picture .faint { opacity: 0.22; }
.picture .wash { fill: var(--alarm-wash); }
.picture .bar { fill: var(--alarm); }
.picture .number rect { fill: var(--alarm); }
.picture .number text { fill: var(--on-alarm); font-weight: 700; font-size: 10.5px; }
.picture-legend { display: flex; flex-wrap: wrap; gap: 2px 16px; color: var(--ink-soft); font-size: 12px; }
.picture-legend > span { display: inline-flex; align-items: center; gap: 6px; }
.picture-legend svg { flex: none; width: 26px; height: 12px; }
@media screen and (max-width: 560px) {
  .wide .picture { font-size: 21px; }
  .wide .picture .minor { display: none; }
  .wide .picture .number { transform-box: fill-box; transform-origin: 50% 100%; transform: scale(1.9); }
  .wide .picture .observed, .wide .picture .reference, .wide .picture .expected { stroke-width: 3; }
}
`;

export const REPORT_STYLE = `
:root { color-scheme: light dark;
  --font: -apple-system, BlinkMacSystemFont, "Segoe UI", Inter, Roboto, Ubuntu, Cantarell, "Noto Sans", "Liberation Sans", system-ui, sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  --paper: #f6f6f3; --surface: #fff; --raised: #fbfbf9; --ink: #1d2026; --ink-soft: #555b66; --rule: #e4e4de;
  --line: #2a5bb8; --expected: #7d838e; --band: rgb(92 108 140 / 0.15); --alarm: #cf3a22; --alarm-ink: #b02c17;
  --alarm-wash: rgb(207 58 34 / 0.08); --on-alarm: #fff; --calm: #23756c; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #131519; --surface: #1a1d22; --raised: #1f2328; --ink: #e9eaec; --ink-soft: #aeb3bc; --rule: #2f343c;
  --line: #86aef5; --expected: #8a909b; --band: rgb(150 170 210 / 0.16); --alarm: #ff7657; --alarm-ink: #ff8d72;
  --alarm-wash: rgb(255 110 80 / 0.1); --on-alarm: #131519; --calm: #5dbfb2; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 var(--font); font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
main { max-width: 940px; margin: 0 auto; padding: 28px 20px 60px; }
h1 { margin: 0 0 4px; font-size: 26px; line-height: 1.2; letter-spacing: -0.015em; }
h2 { margin: 36px 0 10px; font-size: 19px; }
h3 { margin: 0; font-size: 17px; line-height: 1.3; }
h4 { margin: 14px 0 2px; font-size: 13px; }
p { margin: 8px 0; }
ul { margin: 4px 0; padding-left: 20px; }
.files { color: var(--ink-soft); }
.summary { font-size: 18px; line-height: 1.45; }
.card { margin: 12px 0; padding: 16px 18px; border: 1px solid var(--rule); border-radius: 8px; background: var(--surface); }
.finding h3 { display: flex; gap: 10px; align-items: baseline; }
.badge { flex: none; min-width: 22px; height: 22px; border-radius: 11px; background: var(--alarm); color: var(--on-alarm); font-size: 12px; line-height: 22px; text-align: center; }
.kind { margin: 2px 0 0; color: var(--alarm-ink); font-size: 13px; font-weight: 600; }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 14px; margin: 10px 0; }
.facts dt { color: var(--ink-soft); }
.facts dd { margin: 0; }
figure { margin: 12px 0; }
figcaption { margin-top: 4px; }
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(250px, 1fr)); gap: 10px; }
.panels figure { margin: 0; }
.panels figcaption { font-size: 12px; color: var(--ink-soft); }
pre { margin: 8px 0 0; padding: 10px 12px; overflow-x: auto; border: 1px solid var(--rule); border-radius: 6px; background: var(--raised); font: 12px/1.5 var(--mono); white-space: pre-wrap; }
summary { color: var(--ink-soft); font-size: 13px; cursor: pointer; }
footer { margin-top: 40px; color: var(--ink-soft); font-size: 12px; }
${PICTURE_STYLE}
@media (max-width: 560px) { main { padding: 18px 12px 40px; } .card { padding: 12px; } .facts { grid-template-columns: 1fr; gap: 0; } .facts dd { margin-bottom: 6px; } }
@media print {
  :root { color-scheme: light; --paper: #fff; --surface: #fff; --raised: #fff; --ink: #000; --ink-soft: #444; --rule: #ccc;
    --line: #2a5bb8; --expected: #6d737e; --band: rgb(92 108 140 / 0.18); --alarm: #cf3a22; --alarm-ink: #b02c17; --alarm-wash: rgb(207 58 34 / 0.08); --on-alarm: #fff; --calm: #23756c; }
  @page { margin: 14mm; }
  body { font-size: 11pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  .card, figure { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
`;
