// How far samples are from data: Fréchet distance and its kin, of feature vectors, in float64; likelihoods; reports.
export type { Features } from "./features.ts";
export { frechetDistance, type FrechetDistance, type FrechetOptions } from "./frechet/distance.ts";
export { frechetInfinity, type FrechetInfinity, type InfinityOptions } from "./frechet/infinity.ts";
export { inceptionScore, type InceptionOptions, type InceptionScore } from "./classes/inception-score.ts";
export { energyDistance, type EnergyDistance, type EnergyOptions } from "./kernels/energy.ts";
export { kid, type Kid, type KidOptions } from "./kernels/kid.ts";
export { mmd, type Mmd, type MmdOptions } from "./kernels/mmd.ts";
export { densityCoverage, type DensityCoverage } from "./neighbours/density-coverage.ts";
export type { NeighbourOptions } from "./neighbours/neighbours.ts";
export { precisionRecall, type PrecisionRecall } from "./neighbours/precision-recall.ts";
export {
  slicedWasserstein,
  type SlicedOptions,
  type SlicedWasserstein,
} from "./sliced/sliced-wasserstein.ts";
export { extract, type ExtractOptions } from "./extraction/extract.ts";
export {
  extractStatistics,
  type ExtractStatisticsOptions,
  type ImageSource,
} from "./extraction/extract-statistics.ts";
export { digitsExtractor, type DigitsExtractor } from "./digits/extractor.ts";
export { digitsNetwork, type DigitsNetwork } from "./digits/network.ts";
export type { Extractor } from "./extraction/extractor.ts";
export { frechetError, type JackknifeOptions } from "./frechet/jackknife.ts";
export { loadStatistics, saveStatistics } from "./statistics/npz.ts";
export type { RunningStatistics } from "./statistics/running.ts";
export { statistics, type Statistics, type StatisticsOptions } from "./statistics/statistics.ts";
export {
  inceptionExtractor,
  type InceptionExtractor,
  type InceptionExtractorOptions,
} from "./inception/extractor.ts";
export type { Variant as InceptionVariant } from "./inception/architecture.ts";
export type { FeatureLayer } from "./inception/network.ts";
export { resize, type Resize } from "./resize/resize.ts";
export type { ClipModel, CutCaption, NetworkClip } from "./clip/encoder.ts";
export { clipModel } from "./clip/load.ts";
export { clipFromTransformers, type TransformersClipOptions } from "./clip/onnx/load.ts";
export { shapesClip } from "./clip/shapes-clip.ts";
export { newClip, type NewClip } from "./clip/new-clip.ts";
export { clipTokenizer } from "./clip/tokenizer/read.ts";
export type { ClipTokenizer, Encoded } from "./clip/tokenizer/tokenizer.ts";
export { embedCaptions, type EmbedCaptionsOptions } from "./clip/embed-captions.ts";
export { clipScore, type ClipScoreByModelOptions, type ClipScoreOptions } from "./clip/scores/clip-score.ts";
export {
  directionalSimilarity,
  type CaptionedImages,
  type DirectionalByModelOptions,
  type EmbeddedPairs,
} from "./clip/scores/directional-similarity.ts";
export type { PairScore } from "./clip/scores/mean-score.ts";
export type { ByModelOptions } from "./clip/scores/pairs.ts";
export {
  clipRPrecision,
  type RPrecision,
  type RPrecisionByModelOptions,
  type RPrecisionOptions,
} from "./clip/scores/r-precision.ts";
export { refClipScore } from "./clip/scores/ref-clip-score.ts";
export { torchmetricsClipScore } from "./clip/scores/torchmetrics-score.ts";
export {
  evaluate,
  type Captioned,
  type EvaluateOptions,
  type Examples,
  type Interval,
  type Measure,
  type Memorisation,
  type Metric,
  type Nearest,
  type PerSample,
  type Report,
  type ReportAbout,
} from "./report/index.ts";
export {
  nll,
  nllTable,
  parzen,
  type Nll,
  type NllKind,
  type NllOptions,
  type NllTable,
  type ParzenNll,
  type ParzenOptions,
} from "./nll/index.ts";
