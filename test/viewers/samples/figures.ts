import { figureMime } from "../../../src/protocol/index.ts";
import { show } from "../../../src/runtime/display/index.ts";
import { linear } from "../../../src/runtime/schedules/index.ts";
import type { Cell } from "./sample.ts";

export const figures: Cell[] = [
  { name: "schedule", mime: figureMime, run: () => show(linear({ steps: 50 })) },
  {
    name: "figure of bars",
    mime: figureMime,
    run: () =>
      show({ data: [{ type: "bar", x: ["a", "b"], y: Float32Array.of(1, 2) }], layout: { height: 200 } }),
  },
];
