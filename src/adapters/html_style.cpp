// Style: dark is for screens only, so that print is always light.
#include "adapters/html_style.hpp"

#include "values/format_text.hpp"

namespace bantam::html {
namespace {

constexpr Ink inks[] = {
    {"paper", "#ffffff", "#14171b"},    {"ink", "#1a1e23", "#ebe8e2"},
    {"muted", "#57606b", "#a5adb7"},    {"line", "#dcdad4", "#353b43"},
    {"won", "#1f639f", "#7db2e6"},      {"lost", "#b3540c", "#eda45c"},
    {"lostsoft", "#f8e3d0", "#4a3018"}, {"sum", "#57606b", "#a5adb7"},
    {"soft", "#b9d0e6", "#2b4a69"},     {"heat0", "#eff4f9", "#1c252e"},
    {"heat1", "#d3e2f0", "#213447"},    {"heat2", "#a9c7e2", "#264663"},
    {"heat3", "#77a6cf", "#2d5a85"},    {"heat4", "#1f639f", "#8fbfec"},
};

constexpr TextOn pairs[] = {
    {"ink", "paper"}, {"muted", "paper"}, {"ink", "heat0"},   {"ink", "heat1"},
    {"ink", "heat2"}, {"ink", "heat3"},   {"paper", "heat4"},
};

std::string variables(std::string_view Ink::*theme) {
  std::string text;
  for (const Ink& ink : palette()) text += format_text("--{}:{};", ink.name, ink.*theme);
  return text;
}

constexpr std::string_view rules = R"(
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);-webkit-text-size-adjust:100%}
body{margin:0 auto;padding:40px 16px 64px;max-width:1128px;
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
h1,h2,h3{font-family:Charter,"Iowan Old Style","Palatino Linotype",Georgia,serif;font-weight:600;
line-height:1.2;margin:0;text-wrap:balance;overflow-wrap:anywhere}
h1{font-size:34px;letter-spacing:-.01em}
h2{font-size:24px;margin-top:56px;padding-top:16px;border-top:2px solid var(--ink)}
h3{font-size:18px}
p{margin:8px 0 0;max-width:76ch;overflow-wrap:anywhere}
.lead{font-size:18px}
.kind{color:var(--muted);font-size:14px;margin:0 0 8px}
.quiet,figcaption p,footer p{color:var(--muted);font-size:14px}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:20px 32px;margin:28px 0 0}
dl div{border-top:1px solid var(--line);padding-top:8px;min-width:0}
dt{color:var(--muted);font-size:13px}
dd{margin:2px 0 0;font-size:20px;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
dd small{display:block;font-size:13px;color:var(--muted)}
ul{margin:12px 0 0;padding-left:20px;max-width:80ch}
li{margin-top:6px;overflow-wrap:anywhere}
code{font:13px ui-monospace,Menlo,Consolas,monospace}
figure{margin:32px 0 0;display:grid;grid-template-columns:minmax(0,1fr);gap:16px 48px;align-items:start}
figcaption{grid-column:1/-1}
.key{display:flex;flex-wrap:wrap;gap:4px 20px;color:var(--ink);font-size:13px}
.key span{display:inline-flex;align-items:center;gap:6px}
svg{display:block;overflow:visible;max-width:100%}
svg text{font-size:12px;fill:var(--ink);font-variant-numeric:tabular-nums}
svg .small{fill:var(--muted);font-size:11px}
svg .bold{font-weight:600}
.end{text-anchor:end}
.mid{text-anchor:middle}
.won{fill:var(--won)}
.lost{fill:var(--lostsoft);stroke:var(--lost);stroke-width:1.5}
.sum{fill:var(--sum)}
.soft{fill:var(--soft)}
.axis{stroke:var(--muted);stroke-width:1}
.grid{stroke:var(--line);stroke-width:1}
.mark{stroke:var(--ink);stroke-width:1.5}
.dash{stroke:var(--muted);stroke-width:1;stroke-dasharray:3 3}
.l0,.l1{fill:none;stroke-width:2;vector-effect:non-scaling-stroke}
.l0{stroke:var(--won)}
.l1{stroke:var(--lost);stroke-dasharray:6 3}
.p0{fill:var(--won)}
.p1{fill:var(--paper);stroke:var(--lost);stroke-width:2}
.scroll{overflow-x:auto;min-width:0}
table{border-collapse:collapse;font-size:13px;line-height:1.35;font-variant-numeric:tabular-nums}
th,td{padding:4px 12px 4px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
thead th{color:var(--muted);font-weight:400;vertical-align:bottom;border-bottom-color:var(--muted)}
tbody th{font-weight:400;overflow-wrap:anywhere;min-width:11ch;max-width:36ch}
th:last-child,td:last-child{padding-right:0}
.number{text-align:right;white-space:nowrap}
.total th,.total td{font-weight:600}
.heat th,.heat td{padding:8px 12px;text-align:center;border:2px solid var(--paper)}
.heat td{min-width:72px;white-space:nowrap}
.heat th{color:var(--muted);vertical-align:middle}
.heat b{display:block;font-size:15px;font-weight:600}
.h0{background:var(--heat0);color:var(--ink)}
.h1{background:var(--heat1);color:var(--ink)}
.h2{background:var(--heat2);color:var(--ink)}
.h3{background:var(--heat3);color:var(--ink)}
.h4{background:var(--heat4);color:var(--paper)}
footer{margin-top:64px;padding-top:12px;border-top:1px solid var(--line)}
@media (min-width:900px){.pair{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}}
@media (max-width:480px){h1{font-size:28px}body{padding-top:24px}}
@media print{@page{margin:16mm}body{padding:0;max-width:none;font-size:11pt}
h2,h3,figcaption{break-after:avoid}svg,tr,dl,.heat{break-inside:avoid}thead{display:table-header-group}
h2{margin-top:32px}.scroll{overflow:visible}
svg,.heat td{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
)";

}  // namespace

std::span<const Ink> palette() { return inks; }

std::span<const TextOn> text_grounds() { return pairs; }

std::string style_sheet() {
  return format_text(":root{{color-scheme:light dark;{}}}\n"
                     "@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}{}",
                     variables(&Ink::light), variables(&Ink::dark), rules);
}

}  // namespace bantam::html
