import * as v from "valibot";

/** From the extension to the page of a panel; beside it what a renderer hears of its streams. */
export const PanelMessage = v.variant("type", [
  v.object({
    type: v.literal("panel-show"),
    /** Another for another run: the viewer then begins anew. */
    run: v.string(),
    mime: v.string(),
    /** JSON, text, or the base64 of a picture. */
    text: v.string(),
  }),
  /** A line above the output; null takes it away. */
  v.object({ type: v.literal("panel-notice"), text: v.nullable(v.string()) }),
  /** What VS Code keeps for the panel through a reload. */
  v.object({ type: v.literal("panel-state"), state: v.unknown() }),
]);
export type PanelMessage = v.InferOutput<typeof PanelMessage>;

/** The page's first word: it can be shown something. */
export const PanelReady = v.object({ type: v.literal("panel-ready") });
