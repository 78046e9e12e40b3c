import { version } from "../../../../package.json";
import { displaySymbol } from "../../../protocol/host.ts";
import { backend } from "../../backend/index.ts";
import { replaceFile } from "../../core/replace-file.ts";
import { shapeText } from "../../core/shape.ts";
import { stream } from "../../random/index.ts";
import type { Points } from "../features.ts";
import type { Kept } from "./kept.ts";
import { expectEnough } from "./enough.ts";
import { reportBundle } from "./bundle.ts";
import { densityCoverageMeasures, precisionRecallMeasures } from "./measures/neighbours.ts";
import { frechetMeasure } from "./measures/frechet.ts";
import { inceptionMeasure } from "./measures/inception-score.ts";
import { pairMeasures, pairMetrics } from "./measures/kernels.ts";
import { captionsMeasure } from "./measures/captions.ts";
import { likelihoodMeasure } from "./measures/likelihood.ts";
import { perSampleMeasure } from "./measures/per-sample.ts";
import type { Compared, Measure } from "./measures/measure.ts";
import { slicedMeasure } from "./measures/sliced.ts";
import { memorisation, memorisationWarnings, type Memorisation } from "./memorisation.ts";
import type { ChosenOptions } from "./options.ts";
import { nearestPicture } from "./pictures.ts";
import { resamplesOf } from "./resamples.ts";
import { plainReport, type Report } from "./result.ts";
import { chosenRows } from "./rows.ts";
import { seen, sourceOf, type Examples, type Seen } from "./seen.ts";

/** What `evaluate` says, with options that hold. */
export async function judged(
  samples: Examples,
  reference: Examples,
  chosen: ChosenOptions,
  kept: Kept | null,
): Promise<Report> {
  const { extractor, range, metrics, perSample, training, bootstrap, level, seed, batch, signal } = chosen;
  // Without an extractor features are pixels already.
  const pixels = training !== undefined && extractor !== null;
  expectEnough(metrics, sourceOf(samples).count, sourceOf(reference).count); // before any work
  const looking = { extractor, range, batch, pixels, probabilities: false, kept, signal };
  const one = await seen("samples", samples, {
    ...looking,
    probabilities: metrics.includes("inceptionScore"),
  });
  const two = await seen("reference", reference, looking);
  expectSameShape("The reference", two, one);
  const resamples = resamplesOf(one.count, two.count, bootstrap, seed);
  const all: Compared = { samples: one.features, reference: two.features, resamples, level, seed, signal };
  const few = fewer(all, chosen.most);

  const measures: Measure[] = [];
  const warnings: string[] = [];
  if (chosen.likelihood) {
    measures.push(likelihoodMeasure(chosen.likelihood, all));
    warnings.push(...chosen.likelihood.warnings);
  }
  if (chosen.captions) {
    const found = await captionsMeasure(samples, chosen.captions, all, { range: chosen.givenRange, kept });
    measures.push(found.measure);
    warnings.push(...found.warnings);
  }
  for (const [name, values] of Object.entries(perSample)) {
    measures.push(perSampleMeasure(name, values, all));
  }
  if (metrics.includes("frechet")) {
    const found = await frechetMeasure(all);
    measures.push(...found.measures);
    warnings.push(...found.warnings);
  }
  const pairs = pairMetrics.filter((name) => metrics.includes(name));
  if (pairs.length) measures.push(...(await pairMeasures(few, pairs)));
  if (metrics.includes("slicedWasserstein")) measures.push(await slicedMeasure(few));
  if (metrics.includes("precisionRecall")) measures.push(...(await precisionRecallMeasures(few)));
  if (metrics.includes("densityCoverage")) measures.push(...(await densityCoverageMeasures(few)));
  if (metrics.includes("inceptionScore")) measures.push(inceptionMeasure(one.probabilities!, all));

  const trained = training ? await seen("training examples", training, looking) : null;
  const found: Memorisation[] = [];
  let picture: string | null = null;
  if (trained) {
    expectSameShape("The training set", trained, one);
    const sets = (of: (from: Seen) => Points | null) => {
      const [a, b, c] = [one, two, trained].map(of);
      return a && b && c && { samples: a, heldOut: b, training: c };
    };
    const byPixels = sets((from) => from.pixels ?? (extractor ? null : from.features));
    const byFeatures = extractor ? sets((from) => from.features) : null;
    if (byPixels) found.push(await memorisation("pixels", byPixels, all));
    if (byFeatures) found.push(await memorisation("features", byFeatures, all));
    if (byPixels) picture = nearestPicture(byPixels, found, one.shape, range, chosen.pictures);
    warnings.push(...memorisationWarnings(found));
  }

  const about = {
    extractor: extractor?.name ?? "none: the examples' own numbers",
    range,
    samples: { count: one.count, shape: one.shape },
    reference: { count: two.count, shape: two.shape },
    training: trained && { count: trained.count },
    seed,
    bootstrap,
    level,
    versions: { noisebook: version, node: process.versions.node, backend: backend.name },
  };
  const plain = { about, measures, memorisation: found, warnings };
  return {
    ...plain,
    measure(name) {
      const measure = measures.find((one) => one.name === name);
      if (measure) return measure;
      throw new RangeError(
        `There is no "${name}" in the report: it has ${measures.map((one) => one.name).join(", ")}`,
      );
    },
    toJSON: () => plainReport(plain),
    write: (path) =>
      replaceFile(path, new TextEncoder().encode(`${JSON.stringify(plainReport(plain), null, 1)}\n`)),
    [displaySymbol]: () => reportBundle(plain, picture),
  };
}

function expectSameShape(what: string, { shape }: Seen, samples: Seen): void {
  if (shapeText(shape) === shapeText(samples.shape)) return;
  throw new RangeError(
    `${what} has examples of shape ${shapeText(shape)}, and samples have ${shapeText(samples.shape)}: they must be alike`,
  );
}

/** The same of at most so many of each set, at random. */
function fewer(of: Compared, most: number): Compared {
  const choose = (points: Points, name: string): Int32Array | null =>
    points.count > most ? stream(of.seed).split(name).permutation(points.count).subarray(0, most) : null;
  const [a, b] = [choose(of.samples, "samples"), choose(of.reference, "reference")];
  if (!a && !b) return of;
  const samples = a ? chosenRows(of.samples, a) : of.samples;
  const reference = b ? chosenRows(of.reference, b) : of.reference;
  const resamples = resamplesOf(samples.count, reference.count, of.resamples.samples.length, of.seed);
  return { ...of, samples, reference, resamples };
}
