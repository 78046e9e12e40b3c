/** What a long work is told: whom to tell how far it is, and when to stop. */
export interface Work {
  /** A line for the person who waits: what is being done, or what the program that does it says. */
  say: (line: string) => void;
  signal: AbortSignal;
}

/** The Node that runs kernels, and where Noisebook is built. */
export interface Surroundings {
  node: string;
  /** What that Node's environment needs beyond ours. */
  env: Record<string, string>;
  /** The folder dist. */
  dist: string;
}
