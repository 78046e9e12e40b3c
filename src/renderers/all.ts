import { figureMime } from "../protocol/index.ts";
import { figure } from "./figure/index.ts";
import { mounting } from "./renderer.ts";
import { viewers } from "./viewers.ts";

/** With figures of people's own: all that Plotly draws is too much for an exported page to carry within itself. */
export const all = new Map([...viewers, [figureMime, mounting(figure)]]);
