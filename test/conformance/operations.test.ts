// Every operation that the runtime builds on, on the backend that NOISEBOOK_BACKEND names.
import test from "node:test";
import { elementwise } from "./cases/elementwise.ts";
import { images } from "./cases/images.ts";
import { products } from "./cases/products.ts";
import { shapes } from "./cases/shapes.ts";
import { checkCase } from "./check-case.ts";

for (const each of [...elementwise, ...shapes, ...products, ...images])
  test(`${each.name}: value and gradients`, () => checkCase(each));
