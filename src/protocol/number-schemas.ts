import * as v from "valibot";

/** A whole number from 0 on. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Neither NaN nor infinite. */
export const finite = v.pipe(v.number(), v.finite());
