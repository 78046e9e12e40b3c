// What the session's names stand for, for a view of variables: read from V8 and from properties' descriptors, so that no
// getter, trap or method of a person's own runs. Of tensors and models the runtime tells (`ValueDescriber`).
export { Origins } from "./origins.ts";
export { Variables } from "./variables.ts";
