const roles = {
  bg: "--nb-bg",
  fg: "--nb-fg",
  fg2: "--nb-fg2",
  strong: "--nb-strong",
  line: "--nb-line",
  grid: "--nb-grid",
  axis: "--nb-axis",
  focus: "--nb-focus",
  shade: "--nb-shade",
  reference: "--nb-reference",
  alarm: "--nb-alarm-bg",
  widget: "--nb-widget",
  widgetBorder: "--nb-widget-border",
  s1: "--nb-s1",
  s2: "--nb-s2",
  s3: "--nb-s3",
} as const;

/** The theme's colours by role, as `rgba(…)`: for what CSS does not reach (canvases, Plotly). */
export type Colours = Record<keyof typeof roles, string> & {
  /** High contrast: what is faint elsewhere is dotted here. */
  readonly contrast: boolean;
};

/** Reads the colours that hold at this element now. */
export function readColours(element: Element): Colours {
  const style = getComputedStyle(element);
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const read = (variable: string): string => {
    const value = style.getPropertyValue(variable);
    if (!context) return value;
    // Mixed colours compute to `color(srgb …)`, which Plotly cannot read: paint one pixel and look.
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = value;
    context.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 255] = context.getImageData(0, 0, 1, 1).data;
    return `rgba(${r}, ${g}, ${b}, ${Number((a / 255).toFixed(3))})`;
  };
  const entries = Object.entries(roles).map(([role, variable]) => [role, read(variable)]);
  // The keys are those of `roles`: Object.fromEntries forgets them.
  const colours = Object.fromEntries(entries) as Record<keyof typeof roles, string>;
  return { ...colours, contrast: document.body.classList.contains("vscode-high-contrast") };
}
