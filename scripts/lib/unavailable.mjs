/** What a check needs is not the project's own and cannot be had here: its tests are skipped, and that is said. */
export class Unavailable extends Error {}
