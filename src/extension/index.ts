// What runs inside VS Code: the notebook controller, the kernel processes, the commands, and the messages between
// renderers and kernels. extension.ts puts the pieces together.
export { activate } from "./extension.ts";
