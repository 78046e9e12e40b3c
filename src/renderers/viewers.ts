// Every viewer of what the library shows, by its mime type.
import { trainingMime } from "../protocol/index.ts";
import { lightViewers } from "./light-viewers.ts";
import { mounting } from "./renderer.ts";
import { training } from "./training/index.ts";

export const viewers = new Map([...lightViewers, [trainingMime, mounting(training)]]);
