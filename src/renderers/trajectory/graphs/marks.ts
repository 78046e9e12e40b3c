// How a class looks. Nodes are told apart by form and letters, edges by their lines; hues only help.
import type { Colours } from "../../theme/colours.ts";

type Context = CanvasRenderingContext2D;

/** Corners of the forms, from the top on; a circle has none. */
const forms = [0, 4, 3, 6, 5] as const;

/** One or two letters for each name, no two alike where that can be: else the class's number. */
export function lettersOf(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, id) => {
    const characters = Array.from(name.trim());
    const whole = characters.length <= 2 ? name.trim() : "";
    const one = (characters[0] ?? "").toUpperCase();
    const two = one + (characters[1] ?? "");
    const letters = [whole, one, two, String(id)].find((each) => each && !taken.has(each)) ?? "";
    taken.add(letters);
    return letters;
  });
}

const hueOf = (id: number, { s1, s2, s3, fg2 }: Colours): string => [fg2, s1, s2, s3][id % 4];

/** Draws a node of a class: its form, filled faintly, with its letters. */
export function drawNode(
  context: Context,
  [x, y]: readonly [number, number],
  { id, letters, radius, masked }: { id: number; letters: string; radius: number; masked: boolean },
  colours: Colours,
): void {
  outline(context, x, y, radius, masked ? 0 : forms[id % forms.length]);
  context.fillStyle = colours.bg;
  context.fill();
  const hue = masked ? colours.axis : hueOf(id, colours);
  if (!masked && !colours.contrast) {
    context.globalAlpha = 0.28;
    context.fillStyle = hue;
    context.fill();
    context.globalAlpha = 1;
  }
  context.setLineDash(masked ? [3, 3] : []);
  context.lineWidth = 1.5;
  context.strokeStyle = hue;
  context.stroke();
  context.setLineDash([]);
  if (radius < 6) return;
  context.fillStyle = masked ? colours.fg2 : colours.strong;
  context.font = `600 ${Math.round(radius * (letters.length > 1 ? 0.9 : 1.1))}px ${fontOf(context)}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(masked ? "?" : letters, x, y + 0.5);
}

const fontOf = (context: Context): string => getComputedStyle(context.canvas).fontFamily || "sans-serif";

function outline(context: Context, x: number, y: number, radius: number, corners: number): void {
  context.beginPath();
  if (corners === 0) {
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  // As large to the eye as a circle; a square stands on its side.
  const reach = radius * (corners === 3 ? 1.3 : corners === 4 ? 1.25 : 1.1);
  const turn = corners === 4 ? Math.PI / 4 : 0;
  for (let k = 0; k < corners; k++) {
    const angle = turn + (2 * Math.PI * k) / corners;
    context.lineTo(x + reach * Math.sin(angle), y - reach * Math.cos(angle));
  }
  context.closePath();
}

/** How the lines of an edge's class run: one, two or three, then dashed and dotted ones; it goes round after five. */
const lines = [
  { count: 1, dash: [] },
  { count: 2, dash: [] },
  { count: 3, dash: [] },
  { count: 1, dash: [6, 3] },
  { count: 1, dash: [1.5, 3] },
] as const;

/** Draws an edge of a class (1 or more) from place to place. */
export function drawEdge(
  context: Context,
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number],
  { id, colour, width }: { id: number; colour: string; width: number },
): void {
  const { count, dash } = lines[(id - 1) % lines.length];
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  const [across, down] = [(y0 - y1) / length, (x1 - x0) / length];
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash([...dash]);
  context.beginPath();
  for (let k = 0; k < count; k++) {
    const off = 3.5 * (k - (count - 1) / 2);
    context.moveTo(x0 + off * across, y0 + off * down);
    context.lineTo(x1 + off * across, y1 + off * down);
  }
  context.stroke();
  context.setLineDash([]);
}
