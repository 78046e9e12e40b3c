import { unpackFloats, type PackedFloats, type Table } from "../../protocol/index.ts";
import { BadPayload } from "../payload.ts";
import { sizeOfPng } from "./png.ts";

/** Numbers of a curve or a density at most. */
const most = 4096;

/** Finds rows of a wrong length, numbers that do not fit together and pictures that are none. Throws BadPayload. */
export function checkTable({ columns, rows, curve, charts, pictures }: Table): void {
  rows.forEach(({ cells, marginal }, i) => {
    if (cells.length !== columns.length)
      throw new BadPayload(
        `its row ${i} has ${cells.length} cells where there are ${columns.length} columns.`,
      );
    if (!marginal) return;
    if (!(marginal.from < marginal.to)) throw new BadPayload(`the density of its row ${i} has no extent.`);
    const density = numbersOf(marginal.density, `the density of its row ${i}`);
    if (density.length < 2 || !density.every((value) => value >= 0 && value <= 1.001))
      throw new BadPayload(`the density of its row ${i} is none.`);
  });
  if (curve) {
    const [steps, ...others] = [curve.steps, curve.mean, curve.error].map((packed) =>
      numbersOf(packed, "its curve"),
    );
    checkSteps("its curve", steps, others);
  }
  charts.forEach(({ lines }, k) =>
    lines.forEach(({ row, steps, values }, i) => {
      const name = `line ${i} of its chart ${k}`;
      if (row >= rows.length) throw new BadPayload(`${name} is of row ${row}, which it does not have.`);
      checkSteps(name, numbersOf(steps, name), [numbersOf(values, name)]);
    }),
  );
  pictures.forEach(({ png }, k) => {
    if (!sizeOfPng(png)) throw new BadPayload(`its picture ${k} is no PNG.`);
  });
}

function checkSteps(name: string, steps: Float32Array, others: readonly Float32Array[]): void {
  if (others.some(({ length }) => length !== steps.length))
    throw new BadPayload(`the numbers of ${name} are not as many as its steps.`);
  if (!steps.every((step, k) => Number.isFinite(step) && (k === 0 || step > steps[k - 1])))
    throw new BadPayload(`the steps of ${name} do not ascend.`);
}

function numbersOf(packed: PackedFloats, name: string): Float32Array {
  if (packed.length > most) throw new BadPayload(`${name} has ${packed.length} numbers, more than ${most}.`);
  return unpackFloats(packed);
}
