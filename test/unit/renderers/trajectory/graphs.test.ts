import assert from "node:assert/strict";
import test from "node:test";
import {
  packNumbers,
  pairAt,
  type GraphFrame,
  type GraphTrajectory,
} from "../../../../src/protocol/index.ts";
import { BadPayload } from "../../../../src/renderers/payload.ts";
import { checkGraphs } from "../../../../src/renderers/trajectory/graphs/check.ts";
import { lettersOf } from "../../../../src/renderers/trajectory/graphs/marks.ts";
import { changesAt, graphAt, placesOf, sizesOf } from "../../../../src/renderers/trajectory/graphs/state.ts";
import { nodeText, sizeText } from "../../../../src/renderers/trajectory/graphs/words.ts";
import { nextPick } from "../../../../src/renderers/trajectory/next-pick.ts";

const exact = (values: number[]) => packNumbers(values, { half: false });

// Two graphs of room for three nodes: pairs (0, 1), (0, 2), (1, 2). The class 2 of edges is the mask.
const frame = (
  step: number,
  nodes: number[],
  edges: number[],
  parts: Partial<GraphFrame> = {},
): GraphFrame => ({
  step,
  t: 4 - step,
  nodes: exact(nodes),
  edges: exact(edges),
  x0: null,
  ...parts,
});
const frames = [
  frame(0, [0, 1, 0, 2, 2, -1], [1, 1, 0, 2, 0, 0]),
  frame(2, [0, 1, 1, 0, 2, -1], [1, 0, 1, 2, 0, 0], {
    x0: { nodes: exact([1, 1, 1, 0, 0, -1]), edges: exact([0, 0, 0, 1, 0, 0]) },
  }),
  frame(4, [0, 1, 1, 0, 1, -1], [1, 0, 1, 0, 0, 0]),
];
const run = (parts: Partial<GraphTrajectory> = {}): GraphTrajectory => ({
  version: 1,
  sampler: "toy",
  options: [],
  kind: "graphs",
  shown: 2,
  batch: 2,
  nodes: 3,
  of: 3,
  nodeClasses: ["C", "N", "mask"],
  edgeClasses: ["none", "bond", "mask"],
  nodeMask: 2,
  edgeMask: 2,
  layout: null,
  steps: 4,
  state: "finished",
  framesMade: 3,
  stream: null,
  frames,
  ...parts,
});

test("What a frame changes is each graph's own; a mask that falls away is no edge that is gone.", () => {
  const first = changesAt(run(), 1, 0);
  assert.deepEqual([[...first.nodes], [...first.joined], [...first.parted]], [[2], [2], [1]]);
  const second = changesAt(run(), 2, 1);
  assert.deepEqual([[...second.nodes], [...second.joined], [...second.parted]], [[1], [], []]);
  assert.deepEqual(changesAt(run(), 0, 0).nodes.size, 0);
});

test("Nodes that do not exist and pairs that are masked are not counted.", () => {
  const graph = graphAt(run(), 0, 1);
  assert.ok(graph);
  assert.deepEqual(sizesOf(run(), graph), { nodes: 2, edges: 0, masked: 3 });
  assert.equal(sizeText(run(), graph), "2 nodes, 0 edges");
});

test("Of a node is told what it is, since when, what it is joined with and what is predicted.", () => {
  assert.equal(nodeText(run(), 1, 0, 2), "N since step 2; bond to 1; predicted N");
  assert.equal(nodeText(run(), 1, 0, 0), "C; bond to 1; predicted N");
  assert.equal(nodeText(run(), 0, 1, 0), "masked; 1 masked");
  assert.equal(nodeText(run(), 0, 1, 2), "not there at this step");
});

test("Places are a circle until there are others, and each graph has its own.", () => {
  const circle = placesOf(run(), 0);
  assert.deepEqual([circle[0], circle[1]], [0, 1]);
  for (let i = 0; i < 3; i++) assert.ok(Math.abs(Math.hypot(circle[2 * i], circle[2 * i + 1]) - 1) < 1e-12);
  const layout = exact([0, 0, 0, 0, 0, 0, 1, 0, 0, 1, -1, 0]);
  assert.deepEqual([...(placesOf(run({ layout }), 1) as Float64Array)], [1, 0, 0, 1, -1, 0]);
});

test("Letters tell classes apart, also of names that begin alike or are empty.", () => {
  assert.deepEqual(lettersOf(["C", "N", "Cl", "carbonyl", "calcium", ""]), ["C", "N", "Cl", "Ca", "4", "5"]);
  assert.deepEqual(lettersOf(["paper", "person", "person 2"]), ["P", "Pe", "2"]);
});

test("Keys go round through what can be picked, and leave it.", () => {
  assert.deepEqual(
    [nextPick(null, "ArrowRight", 3), nextPick(2, "ArrowDown", 3), nextPick(0, "ArrowLeft", 3)],
    [0, 0, 2],
  );
  assert.equal(nextPick(1, "Escape", 3), null);
  assert.equal(nextPick(null, "Escape", 3), undefined);
  assert.equal(nextPick(1, "ArrowUp", 0), undefined);
  assert.equal(nextPick(1, "a", 3), undefined);
});

test("Damaged graphs are refused before they are drawn, each with its reason.", () => {
  const refuses = (
    parts: Partial<GraphFrame>,
    reason: RegExp,
    payload: Partial<GraphTrajectory> = {},
  ): void => {
    const bad = [{ ...frames[0], ...parts }];
    assert.throws(
      () => checkGraphs(run({ frames: bad, ...payload }), bad),
      (error: unknown) => error instanceof BadPayload && reason.test(error.message),
      String(reason),
    );
  };
  checkGraphs(run({ layout: exact(Array<number>(12).fill(0.5)) }), frames);
  refuses({ nodes: exact([0, 1, 3, 0, 0, 0]) }, /nodes of step 0 hold the class 3, of 3/);
  refuses({ nodes: exact([0, 1, -2, 0, 0, 0]) }, /hold the class -2/);
  refuses({ edges: exact([0, 1, -1, 0, 0, 0]) }, /edges of step 0 hold the class -1/);
  refuses({ edges: exact([0, 1, 0.5, 0, 0, 0]) }, /hold the class 0.5/);
  refuses({ edges: exact([0, 1]) }, /are 2 numbers where 6 are announced/);
  refuses({ x0: { nodes: exact([0]), edges: exact([0]) } }, /prediction of step 0 are 1 numbers/);
  refuses({}, /its mask 3 is no class of 3 classes of edges/, { edgeMask: 3 });
  refuses({}, /places of the nodes are 1 numbers where 12/, { layout: exact([0]) });
  refuses({}, /place 2 is not within/, { layout: exact(Array<number>(12).fill(2)) });
  refuses({}, /place NaN is not within/, { layout: exact(Array<number>(12).fill(NaN)) });
  assert.equal(pairAt(3, 1, 2), 2);
});
