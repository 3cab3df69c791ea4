/** The look of the report: on a phone, in the dark and on paper too. */
export const style = `
:root { color-scheme: light dark; --dim: light-dark(#5d6672, #9aa4b1); --line: light-dark(#dfe2e6, #2c323a);
  --dot: light-dark(#1668c7, #6cb0ff); }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 60rem; font: 15px/1.5 system-ui, -apple-system, "Segoe UI",
  "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  background: light-dark(#fbfbfa, #14171b); color: light-dark(#1d2127, #e7eaee); }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 0 0 .25rem; }
p { margin: .25rem 0; }
section { background: light-dark(#fff, #1b1f25); border: 1px solid var(--line); border-radius: 10px; padding: 1rem;
  margin-top: 1rem; }
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .9em; overflow-wrap: anywhere; }
.headline { font-size: 1.15rem; font-weight: 600; margin-bottom: .5rem; }
pre { margin: .25rem 0 .5rem; user-select: all; font: .9em ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; padding: .6rem .75rem; border: 1px solid var(--line); border-radius: 6px; white-space: pre-wrap; }
.dim { color: var(--dim); } .bad { color: light-dark(#c2362b, #ff8075); } .good { color: light-dark(#1d7f4b, #5fd394); }
.row { display: grid; grid-template-columns: minmax(6rem, 13rem) 4.5rem 1fr; gap: .75rem; align-items: center; margin-top: .4rem; }
.name { overflow-wrap: anywhere; line-height: 1.25; }
.value { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.axis .value { white-space: normal; line-height: 1.1; }
.axis .value, .axis text { color: var(--dim); fill: var(--dim); font-size: 11px; }
.plot { display: block; overflow: visible; }
.grid { stroke: var(--line); } .dot { fill: var(--dot); fill-opacity: .6; } .range { fill: var(--dot); fill-opacity: .2; }
.speed { fill: var(--dot); fill-opacity: .75; }
#distribution .row:first-of-type, #speeds .row:first-of-type { --dot: light-dark(#1d7f4b, #5fd394); }
.median { stroke: light-dark(#0b3f7d, #d6e8ff); stroke-width: 2.5; }
.step, .legend i { fill: currentcolor; background: currentcolor; }
.dns { color: light-dark(#8a63d2, #b79aee); } .connect { color: light-dark(#e08a1e, #f0aa52); }
.tls { color: light-dark(#2a9d8f, #53c6b7); } .answer { color: var(--dot); }
.legend span { margin-right: 1rem; white-space: nowrap; }
.legend i { display: inline-block; width: .75rem; height: .75rem; border-radius: 2px; margin-right: .35rem; vertical-align: -1px; }
/* A shadow on the side on which there is more. */
.wide { --card: light-dark(#fff, #1b1f25); overflow-x: auto; background: linear-gradient(90deg, var(--card) 30%, #0000),
  linear-gradient(270deg, var(--card) 30%, #0000) 100%, radial-gradient(farthest-side at 0, #0003, #0000),
  radial-gradient(farthest-side at 100%, #0003, #0000) 100%; background-repeat: no-repeat;
  background-size: 3rem 100%, 3rem 100%, 1rem 100%, 1rem 100%; background-attachment: local, local, scroll, scroll; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .35rem .6rem; text-align: right; border-top: 1px solid var(--line); white-space: nowrap; font-variant-numeric: tabular-nums; }
th { border-top: 0; color: var(--dim); font-weight: 500; }
th:first-child, td:first-child, td.text { text-align: left; }
td:first-child, td.text { white-space: normal; min-width: 10rem; overflow-wrap: anywhere; }
td .dim { font-size: .8em; line-height: 1.3; }
@media (max-width: 36rem) { .row { grid-template-columns: 1fr auto; row-gap: .1rem; } .row .plot { grid-column: 1 / -1; }
  section { padding: .8rem; } th, td { padding: .35rem .4rem; } td:first-child, td.text { min-width: 7rem; } th:first-child, td:first-child { padding-left: 0; } }
@media print { section { break-inside: avoid; } }
`;
