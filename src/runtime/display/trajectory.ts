import type { MimeBundle } from "../../protocol/host.ts";
import { packFloats, unpackFloats, unpackSome, type PackedFloats } from "../../protocol/floats.ts";
import { firstTurn, turned } from "../../protocol/turned.ts";
import { trajectoryMime, type Trajectory, type TrajectoryFrame } from "../../protocol/trajectory.ts";
import type { Tensor } from "../core/tf.ts";
import { shapeText, sizeOf } from "../core/shape.ts";
import type { Frame, Sampling } from "../samplers/index.ts";
import type { RunAbout } from "./run.ts";
import { contactSheet } from "./pictures/images.ts";
import { scatterRow } from "./pictures/points.ts";
import { runText } from "./run-text.ts";
import { samplesText } from "./text.ts";
import { thin } from "./thin.ts";

/** What a saved trajectory may take, in characters of base64: a notebook with a dozen of them stays a small file. */
export const savedSize = 256 * 1024;
/** Frames are sent together at most this often, in milliseconds. */
export const sendEvery = 50;
/** Samples that are followed; fewer where so many would leave no room for `fewestFrames`. */
export const mostShown = { points: 1024, images: 16 };
export const fewestFrames = 8;
/** The same for what only live viewers get: all frames of a run together, and samples beyond which no one can be seen. */
const liveSize = 64 * 1024 * 1024;
const mostLive = { points: 10_000, images: 64 };
/** Characters of base64 for one value of x and of x0 in half precision. */
export const perValue = 2 * 2 * (4 / 3);

export interface TrajectoryOptions {
  /** What is written above a run of one's own, and what its viewer must know: the `vocabulary` and `mask` of tokens, the `nodeClasses` and `edgeClasses` of graphs. */
  about?: RunAbout;
  /** Real data behind the points, [n, 2] or [n, 3]. */
  reference?: Tensor;
  /** Values that are black and white, or the ends of the points' window. [-1, 1] for images. */
  range?: readonly [number, number];
}

/** The head of a trajectory's payload, from its first frame. */
export async function beginTrajectory(
  first: Frame,
  kind: Trajectory["kind"],
  about: Sampling["about"],
  { reference, range }: TrajectoryOptions,
): Promise<Trajectory> {
  const [batch, ...sampleShape] = first.x.shape;
  if (reference && shapeText(reference.shape.slice(1)) !== shapeText(sampleShape)) {
    const [theirs, ours] = [reference, first.x].map(({ shape }) => shapeText(shape));
    throw new RangeError(`The reference of shape ${theirs} is not of the same kind as the samples ${ours}`);
  }
  const fitting = Math.floor(savedSize / fewestFrames / (sizeOf(sampleShape) * perValue));
  return {
    version: 1,
    sampler: about.sampler,
    options: about.options.map(([name, value]) => [name, value]),
    kind,
    sampleShape,
    shown: Math.max(1, Math.min(batch, mostShown[kind], fitting)),
    batch,
    steps: first.steps,
    range: [...(range ?? (kind === "images" ? [-1, 1] : await window(first.x)))],
    reference:
      reference && kind === "points"
        ? packFloats((await reference.data()).slice(0, sampleShape[0] * mostShown.points))
        : null,
    state: "running",
    framesMade: 0,
    stream: null,
    frames: [],
  };
}

/** How many samples of each frame a live viewer gets: as many as are saved, or more where there is room for all steps. */
export function liveShown({ shown, batch, kind, steps, sampleShape }: Trajectory): number {
  const fitting = Math.floor(liveSize / ((steps + 1) * sizeOf(sampleShape) * perValue));
  return Math.max(shown, Math.min(batch, mostLive[kind], fitting));
}

/** A frame with its first samples alone. */
export function firstSamples(frame: TrajectoryFrame, { shown, sampleShape }: Trajectory): TrajectoryFrame {
  const length = shown * sizeOf(sampleShape);
  const cut = (packed: PackedFloats): PackedFloats =>
    packed.length <= length ? packed : packFloats(unpackSome(packed, 0, length), packed.dtype);
  return { ...frame, x: cut(frame.x), x0: frame.x0 && cut(frame.x0) };
}

/** A square about 0 that holds nearly all of the starting noise. */
async function window(x: Tensor): Promise<[number, number]> {
  const sizes = (await x.data()).map(Math.abs).sort();
  const extent = Math.max(3, Math.ceil(2 * sizes[Math.floor(0.995 * (sizes.length - 1))]) / 2);
  return [-extent, extent];
}

/** A sampler's state as it travels: its first `shown` samples. */
export async function packFrame(
  frame: Frame,
  { shown, sampleShape }: Trajectory,
  { continuous = false }: Partial<Sampling["about"]> = {},
): Promise<TrajectoryFrame> {
  const length = shown * sizeOf(sampleShape);
  const pack = async (x: Tensor): Promise<PackedFloats> => packFloats((await x.data()).subarray(0, length));
  return {
    step: frame.step,
    t: continuous ? Math.max(frame.t, 0) : frame.t + 1, // papers count steps from 1
    alpha: frame.alpha,
    sigma: frame.sigma,
    kl: null,
    x: await pack(frame.x),
    x0: frame.x0 && (await pack(frame.x0)),
  };
}

/** The trajectory as a bundle: the frames that fit into a notebook, a picture of them and a line of text. */
export function trajectoryBundle(trajectory: Trajectory): MimeBundle {
  const perFrame = trajectory.shown * sizeOf(trajectory.sampleShape) * perValue;
  const saved = { ...trajectory, frames: thin(trajectory.frames, savedSize / perFrame) };
  const bundle: MimeBundle = {
    [trajectoryMime]: saved,
    "text/plain": runText(trajectory, samplesText(trajectory.batch, trajectory.sampleShape)),
  };
  if (trajectory.frames.length) bundle["image/png"] = trajectoryPicture(trajectory);
  return bundle;
}

function trajectoryPicture({ kind, frames, range, sampleShape, reference, shown }: Trajectory): string {
  if (kind === "points") {
    const flat = (packed: PackedFloats) => {
      const values = unpackFloats(packed);
      return sampleShape[0] === 3 ? turned(values, firstTurn).pairs : values;
    };
    const states = thin(frames, 5).map((frame) => flat(frame.x));
    return scatterRow(states, range[1], reference && flat(reference));
  }
  const [height, width, channels] = sampleShape;
  const states = thin(frames, 12).map((frame) => ({
    values: unpackFloats(frame.x),
    shape: [height, width, channels] as const,
    range,
  }));
  return contactSheet(states, Math.min(shown, 8));
}
