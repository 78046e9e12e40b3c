import type { Tensor, TensorStatistics } from "../../../protocol/tensor.ts";
import { shapeText } from "../../core/shape.ts";
import { count, decimal } from "../text.ts";

type Sampled = Tensor["sampled"];

/** What is wrong with a tensor's values, said first: "3 NaN, 1 +Inf", "all zero"; null where nothing is. */
export function alarmText(statistics: TensorStatistics, sampled: Sampled): string | null {
  const { finite, zeros } = statistics;
  const most = (kind: "nan" | "plusInf" | "minusInf"): number =>
    Math.max(statistics[kind], sampled?.found[kind] ?? 0);
  const bad = [
    [most("nan"), "NaN"],
    [most("plusInf"), "+Inf"],
    [most("minusInf"), "-Inf"],
  ] as const;
  const found = bad.filter(([many]) => many > 0).map(([many, name]) => `${count(many)} ${name}`);
  if (found.length) return (sampled ? "at least " : "") + found.join(", ");
  return finite > 1 && zeros === finite && !sampled ? "all zero" : null;
}

/** "Tensor [8, 4] float32, 128 B on wasm, values from -3.21 to 4.08, mean 0.013, std 0.998". */
export function summaryText(
  about: { name: string | null; shape: readonly number[]; dtype: string; bytes: number; backend: string },
  statistics: TensorStatistics,
  sampled: Sampled = null,
): string {
  const head = `${about.name ?? "Tensor"} ${shapeText(about.shape)} ${about.dtype}`;
  const parts = [
    head,
    `${bytesText(about.bytes)} ${about.backend === "memory" ? "in" : "on"} ${about.backend}`,
  ];
  const { moments } = statistics;
  if (moments) {
    const { min, max, mean, std } = moments;
    parts.push(
      min === max ? `all ${decimal(min)}` : `values from ${decimal(min)} to ${decimal(max)}`,
      `mean ${decimal(mean)}`,
      `std ${decimal(std)}`,
    );
    if (sampled) parts.push(`of ${count(sampled.of)} sampled values`);
  } else if (about.shape.includes(0)) parts.push("empty");
  const alarm = alarmText(statistics, sampled);
  return parts.join(", ") + (alarm ? `; ${alarm}` : "");
}

/** "192 KB", as operating systems count: 1 KB is 1,024 bytes. */
export function bytesText(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const scaled = bytes / 1024 ** power;
  return `${scaled < 10 && power > 0 ? Number(scaled.toFixed(1)) : Math.round(scaled)} ${units[power]}`;
}
