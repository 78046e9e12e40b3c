// Training: one loop that fits any model to any loss, under a live monitor.
export { fit, type Fit, type FitOptions, type Loss } from "./fit.ts";
