// Prints what `reads.ts` finds on whatever backend runs it.
import { reads } from "./reads.ts";

const all: Record<string, number[]> = {};
for (const [name, read] of Object.entries(reads)) all[name] = await read();
console.log(JSON.stringify(all));
