import { stream } from "../../random/index.ts";

/** Red, green and blue in [0, 1] by the colours' names. */
export const colours = {
  red: [0.88, 0.16, 0.16],
  green: [0.16, 0.72, 0.24],
  blue: [0.18, 0.34, 0.95],
  yellow: [0.95, 0.85, 0.16],
  purple: [0.64, 0.2, 0.78],
  white: [0.96, 0.96, 0.96],
} as const;
export const forms = ["circle", "square", "triangle", "cross", "ring"] as const;
const sizes = ["small", "large"] as const;
const places = ["on the left", "on the right", "at the top", "at the bottom", "in the middle"] as const;
const relations = ["above", "left"] as const;

export type Colour = keyof typeof colours;
export type Form = (typeof forms)[number];

export interface Thing {
  readonly colour: Colour;
  readonly form: Form;
}

/** What a picture shows: one thing of a size at a place, or one above another or to the left of it. */
export type Scene =
  | {
      readonly kind: "one";
      readonly thing: Thing;
      readonly size: (typeof sizes)[number];
      readonly place: (typeof places)[number];
    }
  | {
      readonly kind: "two";
      readonly first: Thing;
      readonly second: Thing;
      readonly relation: (typeof relations)[number];
    };

const things = (Object.keys(colours) as Colour[]).flatMap((colour) =>
  forms.map((form): Thing => ({ colour, form })),
);

/** All 300 scenes of one thing. */
const ofOne = things.flatMap((thing) =>
  sizes.flatMap((size) => places.map((place): Scene => ({ kind: "one", thing, size, place }))),
);

/** All 1,740 scenes of two different things. */
const ofTwo = things.flatMap((first) =>
  things
    .filter((second) => second !== first)
    .flatMap((second) => relations.map((relation): Scene => ({ kind: "two", first, second, relation }))),
);

/** One scene in six is kept to test with, always the same ones. */
function split(scenes: readonly Scene[], key: number): { train: Scene[]; test: Scene[] } {
  const order = Array.from(stream(0).split(key).permutation(scenes.length), (i) => scenes[i]);
  const held = Math.round(scenes.length / 6);
  return { train: order.slice(held), test: order.slice(0, held) };
}

const [one, two] = [split(ofOne, 1), split(ofTwo, 2)];

/** Scenes to train on and to test with, of one thing and of two: no scene is in both. */
export const scenes = {
  train: [one.train, two.train],
  test: [one.test, two.test],
} as const;

const named = ({ colour, form }: Thing): string => `a ${colour} ${form}`;

/** Everything that the captions say of a scene: two things have two wordings. */
export function captionsOf(scene: Scene): readonly string[] {
  if (scene.kind === "one") {
    const { thing, size, place } = scene;
    return [`a ${size} ${thing.colour} ${thing.form} ${place}`];
  }
  const [here, there] =
    scene.relation === "above" ? ["at the top", "at the bottom"] : ["on the left", "on the right"];
  const [first, second] = [`${named(scene.first)} ${here}`, `${named(scene.second)} ${there}`];
  return [`${first} and ${second}`, `${second} and ${first}`];
}
