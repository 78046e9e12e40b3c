import { svg } from "../dom/element.ts";

/** Outlines on a 16 px grid. */
const outlines = {
  play: "M5 3v10l8-5z",
  pause: "M5 3v10M11 3v10",
  back: "M3.5 3v10M12.5 3v10L6 8z",
  forward: "M12.5 3v10M3.5 3v10L10 8z",
  loop: "M10.8 1.8 13 4l-2.2 2.2M13 4H5.2A2.7 2.7 0 0 0 2.5 6.7V8M5.2 14.2 3 12l2.2-2.2M3 12h7.8a2.7 2.7 0 0 0 2.7-2.7V8",
  stop: "M3.5 3.5h9v9h-9z",
  save: "M8 2v8M4.9 7.1 8 10.2l3.1-3.1M2.5 11.5v2h11v-2",
  pin: "M6 2h4l-.6 4.4L12 9v1H4V9l2.6-2.6zM8 10v4",
  info: "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM8 7.2v4M8 4.8v.1",
  error: "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4",
  warn: "M8 2.2 14.3 13.4H1.7zM8 6.4v3.4M8 11.6v.1",
  pass: "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM5.2 8.2l2 2 3.6-4",
  tune: "M2 5h6M12 5h2M2 11h2M8 11h6M10 3.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6zM6 9.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  panel: "M2 3h12v10H2zM10 3v10",
  close: "M3.8 3.8l8.4 8.4M12.2 3.8l-8.4 8.4",
  down: "M4.5 6.5 8 10l3.5-3.5",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  plusminus: "M8 2.5v7M4.5 6h7M4.5 13h7",
} as const;

export type Icon = keyof typeof outlines;

export function icon(name: Icon, size = 16): SVGSVGElement {
  return svg(
    "svg",
    { class: "nb-icon", width: size, height: size, viewBox: "0 0 16 16", "aria-hidden": "true" },
    svg("path", { d: outlines[name] }),
  );
}

export function setIcon(drawn: SVGSVGElement, name: Icon): void {
  drawn.firstElementChild?.setAttribute("d", outlines[name]);
}
