// The style of what every page shows.

export const STYLE = `
.dlx{--dlx-ink:#1a1a1a;--dlx-muted:#595959;--dlx-paper:#fff;--dlx-edge:#767676;--dlx-major:#dcdcdc;
--dlx-minor:#f0f0f0;--dlx-level:#0b3d9138;--dlx-c0:#0b3d91;--dlx-c1:#c44e1e;--dlx-c2:#0a8074;
--dlx-c3:#c012c9;--dlx-c4:#1a1a1a;--dlx-c5:#8a6d00;color:var(--dlx-ink);line-height:1.3;
font:14px/1.3 system-ui,-apple-system,"Segoe UI",sans-serif;max-width:100%}
.dlx[data-theme=dark]{color-scheme:dark;--dlx-ink:#eceff4;--dlx-muted:#b3bac6;--dlx-paper:#14181e;--dlx-edge:#8b94a3;
--dlx-major:#343b47;--dlx-minor:#222831;--dlx-level:#9db8e83d;--dlx-c0:#7fb0ff;--dlx-c1:#ff9a66;
--dlx-c2:#45d1bf;--dlx-c3:#ef8cf4;--dlx-c4:#eceff4;--dlx-c5:#e3c454}
.dlx-panels{display:grid;gap:12px;grid-template-columns:repeat(auto-fit,minmax(min(100%,320px),1fr))}
.dlx-many{grid-template-columns:repeat(auto-fit,minmax(min(100%,300px),1fr))}
.dlx-plot{position:relative;min-width:0}
.dlx-plot canvas{position:absolute;max-width:none}
.dlx-plot .dlx-front{position:absolute;left:0;top:0}
.dlx-plot svg{display:block;max-width:none;overflow:visible;font-size:12.5px}
.dlx svg text{fill:var(--dlx-muted);font-family:inherit;user-select:none}
.dlx svg .dlx-axis{fill:var(--dlx-ink)}
.dlx svg .dlx-name{fill:var(--dlx-ink);paint-order:stroke;stroke:var(--dlx-paper);stroke-width:4px;
stroke-linejoin:round;font-weight:600}
.dlx-minor,.dlx-major,.dlx-edge,.dlx-rule,.dlx-hair{fill:none;shape-rendering:crispEdges}
.dlx-minor{stroke:var(--dlx-minor)}.dlx-major{stroke:var(--dlx-major)}.dlx-edge{stroke:var(--dlx-edge)}
.dlx-rule,.dlx-hair{stroke:var(--dlx-edge);stroke-dasharray:3 3}
.dlx-line{fill:none;stroke-width:2.25;stroke-linejoin:round;stroke-linecap:butt}
.dlx-dot{stroke:var(--dlx-paper);stroke-width:1.5}
.dlx-tip{fill:var(--dlx-paper);stroke:var(--dlx-edge);opacity:.95}
.dlx-marker{fill:var(--dlx-ink);stroke:var(--dlx-paper);stroke-width:2}
.dlx-probe{touch-action:pan-y;outline:none}
.dlx-handle{cursor:grab;touch-action:none;outline:none}.dlx-handle:active{cursor:grabbing}
.dlx-probe:focus-visible{stroke:var(--dlx-c0);stroke-width:2}
.dlx-handle:focus-visible .dlx-marker{stroke:var(--dlx-c1);stroke-width:4}
.dlx-handle:hover .dlx-marker{r:9.5px}
.dlx-controls{display:grid;gap:4px 24px;margin-top:8px;
grid-template-columns:repeat(auto-fill,minmax(min(100%,230px),1fr))}
.dlx-row{height:58px}
.dlx-head{display:flex;justify-content:space-between;gap:8px;height:18px}
.dlx-head label{margin:0;font-weight:400;color:inherit}
.dlx-value,.dlx-number{font-variant-numeric:tabular-nums;white-space:nowrap}
.dlx-readout>span{color:var(--dlx-muted)}.dlx-number{font-size:20px;font-weight:600}
.dlx sub,.dlx sup{font-size:75%;line-height:0}
.dlx input[type=range]{-webkit-appearance:none;appearance:none;background:none;width:100%;height:44px;
margin:-4px 0 0;padding:0;cursor:pointer;touch-action:pan-y;display:block}
.dlx input[type=range]::-webkit-slider-runnable-track{height:4px;border-radius:2px;
background:linear-gradient(to right,var(--dlx-c0) var(--dlx-part,0%),var(--dlx-edge) var(--dlx-part,0%))}
.dlx input[type=range]::-moz-range-track{height:4px;border-radius:2px;background:var(--dlx-edge)}
.dlx input[type=range]::-moz-range-progress{height:4px;border-radius:2px;background:var(--dlx-c0)}
.dlx input[type=range]::-webkit-slider-thumb{-webkit-appearance:none;width:20px;height:20px;margin-top:-8px;
border-radius:50%;background:var(--dlx-c0);border:3px solid var(--dlx-paper);box-shadow:0 0 0 1px var(--dlx-c0)}
.dlx input[type=range]::-moz-range-thumb{width:14px;height:14px;border-radius:50%;background:var(--dlx-c0);
border:3px solid var(--dlx-paper);box-shadow:0 0 0 1px var(--dlx-c0)}
.dlx input[type=range]:focus-visible{outline:2px solid var(--dlx-c1);outline-offset:-8px;border-radius:8px}
.dlx-group{grid-column:1/-1;height:auto}.dlx-options{display:grid}
.dlx .dlx-option,.dlx-switch label{display:flex;gap:8px;align-items:center;min-height:44px;margin:0;font-weight:400;cursor:pointer}
.dlx-option input{flex:none;width:18px;height:18px;margin:0;accent-color:var(--dlx-c0)}
.dlx-switch{display:flex;gap:8px;align-items:center;justify-content:space-between}
.dlx-switch input{-webkit-appearance:none;appearance:none;position:relative;flex:none;width:40px;height:24px;margin:0;
border:2px solid var(--dlx-edge);border-radius:12px;cursor:pointer}
.dlx-switch input::before{content:"";position:absolute;left:3px;top:3px;width:14px;height:14px;border-radius:50%;background:var(--dlx-edge)}
.dlx-switch input:checked{background:var(--dlx-c0);border-color:var(--dlx-c0)}
.dlx-switch input:checked::before{left:19px;background:var(--dlx-paper)}
.dlx-option input:focus-visible,.dlx-switch input:focus-visible{outline:2px solid var(--dlx-c1);outline-offset:2px}
.dlx-time{display:flex;gap:10px;align-items:center;height:40px}.dlx .dlx-time input{margin:0}
.dlx button{font:inherit;color:var(--dlx-ink);background:none;border:1px solid var(--dlx-edge);border-radius:6px;
min-height:36px;padding:0 12px;cursor:pointer}
.dlx button:hover{border-color:var(--dlx-c0)}
.dlx button:focus-visible{outline:2px solid var(--dlx-c1);outline-offset:1px}
.dlx .dlx-play{min-width:44px;min-height:38px;padding:0;font-size:15px}
.dlx-buttons{grid-column:1/-1;height:44px;display:flex;gap:8px;align-items:center}
.dlx-note{color:var(--dlx-muted)}
.dlx-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.dlx-error{border-left:4px solid #c44e1e;padding:4px 12px}
@media(pointer:coarse){.dlx button,.dlx .dlx-play{min-height:44px}}
@media print{.dlx-buttons,.dlx-play,.dlx input[type=range]{display:none!important}.dlx-row{height:auto}
.dlx{break-inside:avoid}}
`;
