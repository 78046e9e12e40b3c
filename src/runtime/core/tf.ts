// The one tfjs of the runtime: every room and every cell sees this instance, with its gradients registered (tfjs's
// own Node bundle registers none) and its backend running before anything can ask for a tensor.
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js";
import "../backend/index.ts";
import "./repairs/install.ts";
import "./repair.ts";
import "../memory/install.ts";
import "../display/tensor-shows-itself.ts";
import "../display/variables/install.ts";

export * from "@tensorflow/tfjs-core";
