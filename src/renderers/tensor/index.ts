// The tensor viewer: any numbers as a value, a line, a heat map, pictures, a histogram or a table, sliced as NumPy does.
// `selection.ts` says which part is shown, `source.ts` where its numbers come from, `view.ts` puts the parts together.
import type { Tensor } from "../../protocol/index.ts";
import type { Kind } from "../view.ts";
import { readTensor } from "./read.ts";
import { openTensor } from "./view.ts";

export const tensor: Kind<Tensor> = { read: readTensor, open: openTensor };
