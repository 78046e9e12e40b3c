// Figures of people's own, drawn by Plotly: `tame.ts` takes out what is not theirs to say, `themed.ts` gives them VS Code's
// colours where they set none, `view.ts` puts the output together. Plotly itself is loaded with the first figure.
import { Figure } from "../../protocol/index.ts";
import { readPayload } from "../payload.ts";
import type { Kind } from "../view.ts";
import { tame } from "./tame.ts";
import { openFigure } from "./view.ts";

export const figure: Kind<Figure> = {
  read: (json) => tame(readPayload(Figure, json)),
  open: openFigure,
};
