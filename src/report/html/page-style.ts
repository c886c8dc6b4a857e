/** The look of the report and the app: one typeface, one accent, light and dark, paper and phone. */

/** Colours on white; as CSS variables. */
export const LIGHT =
  "--paper:#fff;--ink:#1b1f24;--soft:#5a6470;--line:#dfe3e8;--accent:#1f5fbf;--alarm:#b3261e;--wash:#f6f7f9";
/** The same colours on a dark ground. */
export const DARK =
  "--paper:#14171b;--ink:#e8eaed;--soft:#a3adb8;--line:#323941;--accent:#7fb0ff;--alarm:#ff8a80;--wash:#1c2127";

/** Rules for pictures, bars, keys and tables, wherever they stand. */
export const PICTURE_STYLE = `
h3{font-size:1.06rem;line-height:1.35;font-weight:600;margin:0 0 4px;text-wrap:pretty;overflow-wrap:anywhere}
.note{color:var(--soft);font-size:.88rem;margin:0 0 10px;text-wrap:pretty}
.key+.note{margin-top:10px}
figure{margin:32px 0;min-width:0}
#claims-heat-map{max-width:820px}
.pair{display:flex;flex-wrap:wrap;gap:0 24px}
.pair>figure{flex:1.15 1 542px;max-width:640px;margin-bottom:0;display:flex;flex-direction:column}
.pair>figure+figure{flex:1 1 474px}
.pair figcaption{flex:1}
svg{display:block;width:100%;height:auto;overflow:visible}
svg text{font-size:13px;fill:var(--soft)}
svg .strong{font-weight:600;fill:var(--ink)}
svg .ink,svg .over{fill:var(--ink)}
svg .over{paint-order:stroke;stroke:var(--paper);stroke-width:5px;stroke-linejoin:round}
svg .grid{stroke:var(--line);stroke-width:1;fill:none}
svg .line{stroke:var(--ink);stroke-width:1.5;fill:none}
svg .curve{stroke:var(--accent);stroke-width:2.5;fill:none}
.scroll{overflow-x:auto;overflow-y:hidden}
.scroll:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.bars{display:grid;grid-template-columns:fit-content(22rem) minmax(8rem,1fr) fit-content(14rem);gap:0 14px}
.bar{display:grid;grid-column:1/-1;grid-template-columns:subgrid;align-items:center;padding:3px 0;font-size:.94rem}
.bar .track{display:block;height:15px}
.bar i{display:block;height:100%;min-width:1px;background:var(--accent)}
.bar i.income{opacity:.4}
.bar i.alarm,.alarm{background:var(--alarm)}
.alarm{background:none;color:var(--alarm);font-weight:600}
.bar .name{overflow-wrap:anywhere}
.bar .value{color:var(--soft)}
.strip{display:flex;height:34px;gap:2px}
.strip i{display:block;min-width:1px}
.key{list-style:none;display:flex;flex-wrap:wrap;gap:4px 24px;padding:0;margin:10px 0 0;font-size:.94rem}
.key i{display:inline-block;width:12px;height:12px;margin-right:7px}
.kpis{display:grid;grid-template-columns:repeat(auto-fill,minmax(190px,1fr));gap:18px 28px;margin:0}
.kpis dt{color:var(--soft);font-size:.85rem}
.kpis dd{margin:0}.kpis b{display:block;font-weight:600;font-size:1.12rem}.kpis span{color:var(--soft);font-size:.85rem}
details{margin-top:10px;font-size:.9rem}
summary{cursor:pointer;color:var(--accent)}
table{border-collapse:collapse;width:100%;font-size:.86rem;margin:8px 0}
caption{text-align:left;color:var(--soft);padding-bottom:6px}
th,td{text-wrap:pretty;text-align:left;vertical-align:top;padding:5px 14px 5px 0;border-bottom:1px solid var(--line);font-weight:400}
thead th{font-weight:600;color:var(--soft);vertical-align:bottom;white-space:nowrap}
thead th.n{white-space:normal}
.n{text-align:right;white-space:nowrap}
code{font:inherit}
.whole{white-space:nowrap}
.assumptions table{min-width:900px}
.assumptions td:nth-child(5),.assumptions td:nth-child(7){min-width:14rem;overflow-wrap:anywhere}
.assumptions td.n{white-space:normal;overflow-wrap:anywhere;min-width:7rem;max-width:18rem}
.kpis+.note{margin-top:18px}
.badge{display:inline-block;font-size:.76rem;line-height:1.5;padding:0 7px;border:1px solid currentColor;border-radius:9px;color:var(--soft);white-space:nowrap}
.badge.measured,.badge.published{color:var(--accent)}
.badge.stated{color:var(--ink)}
.badge.estimated,.badge.synthetic{border-style:dashed}
.badge.loud{border-style:solid;color:var(--ink);font-weight:700;letter-spacing:.06em}
`;

/** On paper: figures and the shortest tables stay whole, a table begins with what it is called, columns are narrow. */
const PRINT_STYLE = `@media print{
:root{--paper:#fff;--ink:#000;--soft:#444;--line:#ccc;--accent:#1f5fbf;--alarm:#b3261e;color-scheme:light}
@page{margin:16mm 14mm}
body{font-size:10.5pt}
main,header,footer{max-width:none;padding:0}
h1{margin-bottom:6px}
.sentence{font-size:1.1rem;line-height:1.35;margin-bottom:12px}
.status{margin-bottom:14px}
h2{margin-top:16px;padding-top:8px}
h4{margin:10px 0 4px}
p{max-width:none}
h2,h3,h4{break-after:avoid;break-inside:avoid}
p:has(+:is(.scroll,.bars,figure,h3)){break-after:avoid}
figure{margin:18px 0}
section>figure:first-of-type{margin-top:8px}
figure,svg,tr,p,.bar,.kpis div{break-inside:avoid}
:is(#time-to-power,#in-force,figure:has(.bars)){break-inside:auto}
figcaption{break-after:avoid}
.key{break-before:avoid}
:is(#time-to-power,#in-force) .scroll{display:contents}
.bar:nth-child(-n+3){break-after:avoid}
.bar:nth-last-child(-n+2){break-before:avoid}
#time-to-power svg{width:80%}
svg{min-width:0!important;max-height:250mm}
.pair{flex-wrap:nowrap;gap:0 28px}
.pair>figure,.pair>figure+figure{flex:1 1 0}
.pair h3{font-size:.94rem}
.scroll{overflow:visible}
.bars{grid-template-columns:fit-content(20rem) minmax(8rem,1fr) fit-content(12rem)}
.bar{padding:1px 0;font-size:.76rem}
.bar .track{height:11px}
.key{font-size:.76rem;gap:2px 18px}
.kpis{grid-template-columns:repeat(4,1fr);gap:8px 20px}
.kpis b{font-size:.82rem}
.note{font-size:.72rem}
.kpis+.note{margin:8px 0 0}
table{font-size:.72rem}
th,td{padding:3px 9px 3px 0}
:is(.scroll:has(tr),table):not(:has(tr:nth-child(5))){break-inside:avoid}
thead{display:table-header-group}
caption,thead{break-after:avoid}
tbody tr:is(:first-child,:last-child){break-before:avoid}
#law td.n{white-space:normal}
.assumptions table{min-width:0;font-size:.62rem;table-layout:fixed}
.assumptions :is(th,td):nth-child(n){min-width:0;max-width:none;padding:2px 8px 2px 0;overflow-wrap:anywhere}
.assumptions th:nth-child(1){width:22%}
.assumptions th:nth-child(2){width:11%}
.assumptions th:nth-child(3){width:9%}
.assumptions th:nth-child(4){width:9%}
.assumptions th:nth-child(6){width:5%}
.assumptions th:nth-child(7){width:18%}
.assumptions .badge{font-size:.54rem;padding:0 4px}
#finance table{font-size:.62rem}
#finance :is(td,th){padding-right:7px}
#finance thead th{white-space:normal}
details:not([open],.on-paper){display:none}
details.on-paper::details-content{content-visibility:visible;display:block}
.on-paper summary{display:none}
}`;

/** The whole style of the report's page. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;font-variant-numeric:tabular-nums;-webkit-print-color-adjust:exact;print-color-adjust:exact}
main,header,footer{max-width:1120px;margin:0 auto;padding:0 24px}
header{padding-top:48px}
h1{font-size:1rem;font-weight:600;color:var(--soft);margin:0 0 12px}
.sentence{font-size:clamp(1.3rem,1rem + 1.6vw,2.05rem);line-height:1.3;font-weight:500;margin:0 0 20px;text-wrap:pretty;overflow-wrap:anywhere}
.status{color:var(--soft);margin:0 0 32px}
.status b{color:var(--ink);font-weight:600}
h2{font-size:1.25rem;margin:56px 0 12px;padding-top:16px;border-top:1px solid var(--line)}
section>h3{margin-top:28px}
p{max-width:75ch;overflow-wrap:anywhere}
footer{color:var(--soft);font-size:.84rem;padding-top:40px;padding-bottom:48px;overflow-wrap:anywhere}
${PICTURE_STYLE}
@media (max-width:640px){main,header,footer{padding-left:16px;padding-right:16px}header{padding-top:28px}.bars{display:block}.bar{grid-template-columns:1fr auto;gap:2px 12px}.bar .track{grid-column:1/-1;grid-row:2;height:11px}.kpis{grid-template-columns:1fr 1fr;gap:14px 16px}}
${PRINT_STYLE}
`;
