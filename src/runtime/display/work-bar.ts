import { progress, type ProgressBar } from "./progress.ts";

/** Who waits longer than this (ms) wants to know for how long; a bar for less is noise among the outputs. */
const patience = 500;

/** The bar of work that the library does within a cell: it appears where the work takes long. */
export const workBar = (total: number, title: string): ProgressBar =>
  progress(total, { title, delay: patience });
