// A reporter for `node --test` that writes the counts as JSON. Suites are not counted, their tests are.

/** @param {AsyncIterable<{ type: string, data: any }>} events node's types for them differ between its versions */
export default async function* count(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    if (data.details?.type === "suite") {
      // a suite that fails without a failed test in it failed in its hooks or its body
      if (type === "test:fail" && data.details.error?.failureType !== "subtestsFailed") counts.failed += 1;
    } else if (data.skip !== undefined || data.todo !== undefined) counts.skipped += 1;
    else if (type === "test:pass") counts.passed += 1;
    else if (data.details?.error?.failureType !== "subtestsFailed") counts.failed += 1;
  }
  yield JSON.stringify(counts);
}
