// Outputs and variables in panels beside the notebook. A `PanelSource` says what is seen and when it changes; the page is
// src/renderers/panel.
export { Panels } from "./panels.ts";
