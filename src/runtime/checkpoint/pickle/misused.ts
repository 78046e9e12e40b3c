/** What an instruction of a pickle cannot be used for. The reader adds where in the pickle that is. */
export class Misused extends RangeError {}
