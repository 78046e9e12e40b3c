import * as v from "valibot";

/** The mime type of a figure as Plotly's libraries write it, in any language. */
export const figureMime = "application/vnd.plotly.v1+json";

const part = v.record(v.string(), v.unknown());

/** A figure. What Plotly makes of each part is for it to say. */
export const Figure = v.object({
  data: v.pipe(v.array(part), v.maxLength(1000)),
  layout: v.optional(part, {}),
});
export type Figure = v.InferOutput<typeof Figure>;
