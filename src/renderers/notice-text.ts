/** What is said of an output's state. */
export interface Notice {
  tone: "info" | "warn" | "error" | "done";
  /** The finding, one short sentence. */
  finding: string;
  /** What follows from it; shortened where space is. */
  detail: string;
}

/** The same with what its button says that runs the cell again; null where that would not help. */
export type StateNotice = Notice & { rerun: string | null };
