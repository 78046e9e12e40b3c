import * as v from "valibot";

/** From a renderer to the extension. */
export const RendererRequest = v.variant("type", [
  /** Send what the stream has carried so far, then everything that follows. */
  v.object({ type: v.literal("subscribe"), stream: v.string() }),
  /** Pass a request on to the runtime's end of the stream. */
  v.object({ type: v.literal("request"), stream: v.string(), request: v.unknown() }),
  /** Interrupt the cell that owns the stream. */
  v.object({ type: v.literal("interrupt"), stream: v.string() }),
  /** Run again the cell that holds the output of this stream, with or without a kernel that still knows it. */
  v.object({ type: v.literal("rerun"), stream: v.string() }),
  /** Show the output whose payload has this digest in a panel beside the notebook. */
  v.object({ type: v.literal("open-panel"), digest: v.string() }),
  /** Save bytes (base64) through VS Code's save dialog. */
  v.object({ type: v.literal("save"), name: v.string(), data: v.string() }),
  /** Save a page of its own with the viewer of this payload; `picture` (PNG, base64) is seen where no script runs. */
  v.object({
    type: v.literal("page"),
    name: v.string(),
    title: v.string(),
    mime: v.string(),
    payload: v.unknown(),
    picture: v.string(),
  }),
]);
export type RendererRequest = v.InferOutput<typeof RendererRequest>;

/** From the extension to a renderer. */
export const RendererEvent = v.variant("type", [
  /** The answer to `subscribe`: all that the stream has carried. Chunks that come before it are part of it. */
  v.object({
    type: v.literal("replay"),
    stream: v.string(),
    chunks: v.array(v.unknown()),
    open: v.boolean(),
  }),
  v.object({ type: v.literal("chunk"), stream: v.string(), chunk: v.unknown() }),
  /** The stream has ended, or no kernel of this window knows it. */
  v.object({ type: v.literal("closed"), stream: v.string(), known: v.boolean() }),
]);
export type RendererEvent = v.InferOutput<typeof RendererEvent>;
