import type { GraphTrajectory } from "../../../protocol/index.ts";
import { fitted } from "../../dom/canvas.ts";
import { h } from "../../dom/element.ts";
import type { Colours } from "../../theme/colours.ts";
import { drawMasked, drawParted } from "./draw.ts";
import { drawEdge, drawNode } from "./marks.ts";

interface Key {
  readonly name: string;
  readonly draw: (context: CanvasRenderingContext2D, colours: Colours) => void;
}

const [wide, tall] = [26, 20];
const [from, to] = [
  [2, tall / 2],
  [wide - 2, tall / 2],
] as const;

/** What the marks stand for: each class, and what a step changed. Drawn by what draws the graphs. */
export function legend() {
  const element = h("div", { class: "nb-graph-keys nb-2 nb-small" });
  let made = "";
  let keys: (Key & { canvas: HTMLCanvasElement })[] = [];
  return {
    element,
    draw(trajectory: GraphTrajectory, letters: readonly string[], colours: Colours): void {
      const { nodeClasses, edgeClasses, nodeMask, edgeMask } = trajectory;
      const key = JSON.stringify([nodeClasses, edgeClasses, nodeMask, edgeMask]);
      if (key !== made) {
        made = key;
        keys = [...nodeKeys(trajectory, letters), ...edgeKeys(trajectory), ...changeKeys].map((each) => {
          const canvas = h("canvas", { "aria-hidden": "true", style: `width: ${wide}px; height: ${tall}px` });
          return { ...each, canvas };
        });
        element.replaceChildren(
          ...keys.map(({ canvas, name }) => h("span", { class: "nb-graph-key" }, canvas, name)),
        );
      }
      for (const { canvas, draw } of keys) {
        const surface = fitted(canvas);
        if (surface) draw(surface.context, colours);
      }
    },
  };
}

const nodeKeys = ({ nodeClasses, nodeMask }: GraphTrajectory, letters: readonly string[]): Key[] =>
  nodeClasses.map((name, id) => {
    const masked = id === nodeMask;
    const node = { id, letters: letters[id], radius: 7, masked };
    return {
      name: masked ? "masked" : name,
      draw: (context, colours) => drawNode(context, [wide / 2, tall / 2], node, colours),
    };
  });

const edgeKeys = ({ edgeClasses, edgeMask }: GraphTrajectory): Key[] =>
  edgeClasses.slice(1).map((name, k): Key => {
    const id = k + 1;
    if (id === edgeMask)
      return {
        name: "masked edge",
        draw: (context, colours) => drawMasked(context, [[from, to]], colours),
      };
    return {
      name,
      draw: (context, colours) => drawEdge(context, from, to, { id, colour: colours.fg2, width: 1.25 }),
    };
  });

const changeKeys: Key[] = [
  {
    name: "new this step",
    draw: (context, colours) => drawEdge(context, from, to, { id: 1, colour: colours.s1, width: 2.5 }),
  },
  { name: "gone this step", draw: (context, colours) => drawParted(context, from, to, colours) },
];
