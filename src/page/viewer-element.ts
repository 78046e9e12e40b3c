import {
  chainsMime,
  claimMime,
  comparisonMime,
  elboMime,
  tableMime,
  tensorMime,
  trainingMime,
  trajectoryMime,
} from "../protocol/index.ts";
import { escapeJson } from "./escape.ts";

/** What our viewers show. */
export const viewed: readonly string[] = [
  trajectoryMime,
  comparisonMime,
  trainingMime,
  elboMime,
  tableMime,
  claimMime,
  chainsMime,
  tensorMime,
];
/** What of it needs the script with all viewers. */
export const viewedByAll: readonly string[] = [trainingMime];

/** The place of a viewer with its payload, and HTML that is seen where no script runs. */
export const viewerElement = (mime: string, payload: unknown, fallback: string): string =>
  `<div class="viewer" data-mime="${mime}">${fallback}<script type="application/json">${escapeJson(payload)}</script></div>`;
