/** How a kernel process ended, as the end of "The kernel …". `said` is the last text it wrote by itself. */
export function describeExit(code: number | null, signal: NodeJS.Signals | null, said: string): string {
  if (/out of memory|Array buffer allocation failed/i.test(said)) return "ran out of memory and ended.";
  switch (signal) {
    case "SIGKILL":
    case "SIGTERM":
      return `was ended from outside (${signal}). Systems do that too when memory runs out.`;
    case "SIGSEGV":
    case "SIGBUS":
    case "SIGILL":
    case "SIGFPE":
    case "SIGABRT":
      return `crashed in native code (${signal}).${lastWords(said)}`;
  }
  if (signal) return `was ended by ${signal}.`;
  if (code === 0) return "ended: process.exit() was called.";
  return `ended with exit code ${code ?? "unknown"}.${lastWords(said)}`;
}

function lastWords(said: string): string {
  const line = said
    .trim()
    .split("\n")
    .findLast((text) => /error|fatal/i.test(text));
  return line ? ` It said: ${line.trim().slice(0, 300)}` : "";
}
