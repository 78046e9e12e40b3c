/** How `noisebook` ends, for the scripts that call it. 124 and 130 are what `timeout` and shells use. */
export const exitCode = { ok: 0, cellFailed: 1, cannotRun: 2, timedOut: 124, interrupted: 130 } as const;

/** The end of `noisebook run --help`. */
export const exitCodesText = `EXIT CODES

    0  every cell ran (with --allow-errors: whether or not it failed)
    1  a cell failed, or its kernel ended
    2  nothing was run: the options or the notebook are at fault; or the result could not be written
  124  a cell ran longer than --timeout
  130  interrupted`;
