import { engine } from "../core/tf.ts";
import { Entry } from "../compile/entry.ts";

/** Graphs of what runs with the same schedule, by what they do: they hold no weights, so that models of one shape share them. */
const known = new WeakMap<object, Map<string, Entry>>();

/** TensorFlow's graphs are no memory of JavaScript's: they are let go with what they are known by. */
const unused = new FinalizationRegistry((entries: Map<string, Entry>) => {
  for (const entry of entries.values()) entry.dispose();
});

/**
 * Runs one part of a sampler's step as a graph where that pays: on the backend native alone, since without a tape there is
 * nothing else to save. `left` is how often it will be called yet.
 */
export function asGraph<T>(schedule: object, what: string, left: number, make: () => T): T {
  if (engine().backendName !== "tensorflow") return make();
  let entries = known.get(schedule);
  if (!entries) {
    known.set(schedule, (entries = new Map<string, Entry>()));
    unused.register(schedule, entries);
  }
  let entry = entries.get(what);
  // What cannot be a graph is as right without: nobody has asked for one here.
  if (!entry) entries.set(what, (entry = new Entry(() => undefined)));
  return entry.run(make, left);
}
