/** The look of the report: on a phone, in the dark and on paper too. */
export const style = `
:root { color-scheme: light dark; --bg: #fbfbfa; --fg: #1d2127; --dim: #5d6672; --line: #dfe2e6; --card: #fff;
  --dot: #1668c7; --range: #1668c72e; --median: #0b3f7d; --dns: #8a63d2; --connect: #e08a1e; --tls: #2a9d8f;
  --answer: #1668c7; --bad: #c2362b; --good: #1d7f4b; }
@media (prefers-color-scheme: dark) { :root { --bg: #14171b; --fg: #e7eaee; --dim: #9aa4b1; --line: #2c323a;
  --card: #1b1f25; --dot: #6cb0ff; --range: #6cb0ff38; --median: #d6e8ff; --dns: #b79aee; --connect: #f0aa52;
  --tls: #53c6b7; --answer: #6cb0ff; --bad: #ff8075; --good: #5fd394; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 60rem; background: var(--bg); color: var(--fg);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 0 0 .25rem; }
p { margin: .25rem 0; }
.dim { color: var(--dim); }
section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem; margin-top: 1rem; }
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .9em; overflow-wrap: anywhere; }
pre { margin: .5rem 0 0; padding: .6rem .75rem; border: 1px solid var(--line); border-radius: 6px; white-space: pre-wrap; }
.row { display: grid; grid-template-columns: minmax(6rem, 13rem) 4.5rem 1fr; gap: .75rem; align-items: center; margin-top: .4rem; }
.name { overflow-wrap: anywhere; line-height: 1.25; }
.value { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.axis .value, .axis text { color: var(--dim); fill: var(--dim); font-size: 11px; }
.plot { display: block; overflow: visible; }
.grid { stroke: var(--line); } .dot { fill: var(--dot); fill-opacity: .6; } .range { fill: var(--range); }
.median { stroke: var(--median); stroke-width: 2.5; }
.dns { fill: var(--dns); background: var(--dns); } .connect { fill: var(--connect); background: var(--connect); }
.tls { fill: var(--tls); background: var(--tls); } .answer { fill: var(--answer); background: var(--answer); }
.legend span { margin-right: 1rem; white-space: nowrap; }
.legend i { display: inline-block; width: .75rem; height: .75rem; border-radius: 2px; margin-right: .35rem; vertical-align: -1px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .35rem .6rem; text-align: right; border-top: 1px solid var(--line); white-space: nowrap; font-variant-numeric: tabular-nums; }
thead th { border-top: 0; color: var(--dim); font-weight: 500; }
th:first-child, td:first-child, td.text, th.text { text-align: left; }
td:first-child, td.text { white-space: normal; min-width: 9rem; overflow-wrap: anywhere; }
.bad { color: var(--bad); } .good { color: var(--good); }
@media (max-width: 36rem) { .row { grid-template-columns: 1fr auto; row-gap: .1rem; } .row .plot { grid-column: 1 / -1; }
  section { padding: .8rem; } th, td { padding: .35rem .4rem; } th:first-child, td:first-child { padding-left: 0; } }
@media print { section { break-inside: avoid; } }
`;
