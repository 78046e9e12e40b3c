/** Milliseconds between two looks. */
const pace = 1000;

/**
 * Calls `onGone` when the process that Jupyter names as our parent has gone. A kernel that is meant to outlive
 * Jupyter is started without that name.
 */
export function watchParent(env: NodeJS.ProcessEnv, onGone: () => void): void {
  if (!env.JPY_PARENT_PID) return;
  // On Windows the variable holds a handle, of use to native code alone.
  const parent = process.platform === "win32" ? process.ppid : Number(env.JPY_PARENT_PID);
  // Our direct parent is told from a later process with its number: an orphan gets another parent.
  const direct = process.ppid === parent && process.platform !== "win32";
  setInterval(() => {
    if (direct ? process.ppid !== parent : !isAlive(parent)) onGone();
  }, pace).unref();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
