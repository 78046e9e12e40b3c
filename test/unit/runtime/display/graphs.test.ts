import assert from "node:assert/strict";
import test from "node:test";
import * as v from "valibot";
import {
  appendFrames,
  GraphChunk,
  GraphTrajectory,
  pairAt,
  pairsOf,
  trajectoryMime,
  unpackNumbers,
  type GraphFrame as PackedFrame,
} from "../../../../src/protocol/index.ts";
import { show } from "../../../../src/runtime/display/index.ts";
import { layOut } from "../../../../src/runtime/display/graphs/layout.ts";
import type { GraphFrame } from "../../../../src/runtime/samplers/index.ts";
import { inNotebook } from "../fake-host.ts";
import { leaves } from "../no-leak.ts";
import { edgeClasses, matrixOf, molecule, nodeClasses, settle, unmask } from "./toy-graphs.ts";

const about = { sampler: "toy", nodeClasses, edgeClasses };
const masks = {
  nodeClasses: [...nodeClasses, "mask"],
  edgeClasses: [...edgeClasses, "mask"],
  nodeMask: 3,
  edgeMask: 4,
};

async function shownBy(run: AsyncGenerator<GraphFrame>, told: object = about) {
  let result: { saved: GraphTrajectory; live: GraphTrajectory; text: string; picture: unknown } | null = null;
  await inNotebook(async (host) => {
    const { x, edges } = await show(run, { about: told });
    x.dispose();
    edges?.dispose();
    const begun = v.parse(GraphTrajectory, host.shown[0][trajectoryMime]);
    const live = host.chunks
      .map((chunk) => v.parse(GraphChunk, chunk))
      .reduce(appendFrames<PackedFrame, GraphTrajectory>, begun);
    const bundle = host.updates[0];
    const saved = v.parse(GraphTrajectory, bundle[trajectoryMime]);
    result = { saved, live, text: String(bundle["text/plain"]), picture: bundle["image/png"] };
  });
  assert.ok(result);
  return result as { saved: GraphTrajectory; live: GraphTrajectory; text: string; picture: unknown };
}

async function* once(frame: Partial<GraphFrame>): AsyncGenerator<GraphFrame> {
  yield await Promise.resolve({
    step: 0,
    steps: 0,
    t: 0,
    nodes: [0, 1],
    edges: [
      [0, 1],
      [1, 0],
    ],
    ...frame,
  });
}

test("The pairs of nodes are numbered row by row, without gaps.", () => {
  for (const nodes of [1, 2, 5, 9]) {
    const numbers = Array.from({ length: nodes }, (_, i) =>
      Array.from({ length: nodes - i - 1 }, (_, k) => pairAt(nodes, i, i + 1 + k)),
    ).flat();
    assert.deepEqual(numbers, [...Array(pairsOf(nodes)).keys()]);
  }
});

test("Graphs arrive whole and leave their nodes and edges as tensors.", async () => {
  await inNotebook(async () => {
    await leaves(2, async () => {
      const { x, edges } = await show(settle(molecule, { batch: 2 }), { about });
      assert.ok(edges);
      assert.deepEqual([x.shape, edges.shape, x.dtype], [[2, 10], [2, 10, 10], "int32"]);
      assert.deepEqual([...(await x.data())], [...molecule.nodes, ...molecule.nodes]);
      assert.deepEqual([...(await edges.data())].slice(100), matrixOf(molecule).flat());
    });
  });
  const { saved, live } = await shownBy(settle(molecule, { batch: 2 }));
  assert.deepEqual(saved.frames, live.frames);
  assert.deepEqual([saved.shown, saved.nodes, saved.of, saved.frames.length], [2, 10, 10, 9]);
  const last = saved.frames[8];
  const pairs = unpackNumbers(last.edges).subarray(45);
  const found = [...pairs.keys()].filter((k) => pairs[k] !== 0);
  const bonds = molecule.bonds.map(([i, j]) => pairAt(10, i, j)).sort((a, b) => a - b);
  assert.deepEqual(found, bonds);
  assert.equal(last.x0, null);
  assert.deepEqual([...unpackNumbers(saved.frames[0].x0?.nodes ?? last.nodes)].slice(0, 10), molecule.nodes);
});

test("While it runs there are no places; as it ends each node has one that all its frames share.", async () => {
  const { saved, live, picture } = await shownBy(settle(molecule));
  assert.equal(live.layout, null);
  assert.ok(saved.layout);
  const places = unpackNumbers(saved.layout);
  assert.equal(places.length, 20);
  assert.ok(places.every((place) => Math.abs(place) <= 1));
  // What is joined is nearer than what is not, on the average.
  const distance = (i: number, j: number): number =>
    Math.hypot(places[2 * i] - places[2 * j], places[2 * i + 1] - places[2 * j + 1]);
  const mean = (pairs: (readonly [number, number])[]): number =>
    pairs.reduce((sum, [i, j]) => sum + distance(i, j), 0) / pairs.length;
  const joined = molecule.bonds.map(([i, j]) => [i, j] as const);
  const all = molecule.nodes.flatMap((_, i) =>
    molecule.nodes.slice(i + 1).map((_, k) => [i, i + 1 + k] as const),
  );
  assert.ok(mean(joined) < 0.6 * mean(all));
  assert.ok(String(picture).startsWith("iVBOR"));
});

test("The same graph always has the same places, and none for a node that never exists.", () => {
  const triangle = { exists: [true, true, false, true], joined: (pair: number) => pair !== pairAt(4, 0, 2) };
  const [one, two] = [layOut(triangle), layOut(triangle)];
  assert.deepEqual(one, two);
  assert.deepEqual([one[4], one[5]], [0, 0]);
  assert.ok([0, 1, 3].every((i) => Math.hypot(one[2 * i], one[2 * i + 1]) > 0.1));
});

test("Masks are told apart from nodes and edges in words, and give no places.", async () => {
  const { text } = await shownBy(unmask(molecule, { node: 3, edge: 4 }), { ...about, ...masks });
  assert.match(text, /step {2}0 {2}10 nodes \(masked 10\), 0 edges, 45 pairs masked/);
  assert.match(text, /step 10 {2}10 nodes \(carbon 7, N 2, O 1\), 9 edges \(single 4, double 4, triple 1\)$/);
});

test("A graph of 300 nodes is cut to what a viewer holds, and a long run to what a notebook keeps.", async () => {
  const size = 300;
  const nodes = Array<number>(size).fill(0);
  const edges = nodes.map((_, i) => nodes.map((_, j) => (Math.abs(i - j) === 1 ? 1 : 0)));
  async function* long(): AsyncGenerator<GraphFrame> {
    for (let step = 0; step <= 30; step++)
      yield await Promise.resolve({ step, steps: 30, t: 30 - step, nodes, edges });
  }
  const { saved } = await shownBy(long());
  assert.deepEqual([saved.nodes, saved.of, saved.framesMade], [128, 300, 31]);
  assert.ok(JSON.stringify(saved).length <= 256 * 1024 + 4096);
  assert.ok(saved.frames.length > 8 && saved.frames.length < 31);
  // A path's 127 edges within the shown nodes.
  assert.equal(unpackNumbers(saved.frames[0].edges).filter((edge) => edge !== 0).length, 127);
});

test("What does not fit is refused with its reason.", async () => {
  const refuses = async (frame: Partial<GraphFrame>, reason: RegExp, told: object = about): Promise<void> =>
    assert.rejects(async () => shownBy(once(frame), told), reason);
  await shownBy(once({}));
  await refuses({}, /need names: .*nodeClasses/, { sampler: "nameless" });
  await refuses(
    {
      edges: [
        [0, 1],
        [2, 0],
      ],
    },
    /differ by direction: from node 0 to 1 of graph 0 the class is 1, back it is 2/,
  );
  await refuses(
    {
      edges: [
        [0, 4],
        [4, 0],
      ],
    },
    /edge 0–1 of step 0 has the class 4 of 4 classes/,
  );
  await refuses({ nodes: [0, 3] }, /node of step 0 has the class 3, of 3 classes/);
  await refuses({ nodes: [0, -2] }, /class -2/);
  await refuses({ edges: [0, 1, 1] }, /must be classes of shape \[1, 2, 2\], not \[3\]/);
  await refuses(
    { x0: { nodes: [0], edges: [[0]] } },
    /x0 of step 0 has 1 graphs of 1 nodes where the step has 1 of 2/,
  );
  await refuses({}, /nodeMask 3 is no class of 3/, { ...about, nodeMask: 3 });
  async function* changing(): AsyncGenerator<GraphFrame> {
    yield* once({ steps: 1 });
    yield* once({ step: 1, steps: 1, nodes: [0], edges: [[0]] });
  }
  await assert.rejects(
    async () => shownBy(changing()),
    /Step 1 has 1 graphs of 1 nodes where the first frame has 1 of 2/,
  );
});
