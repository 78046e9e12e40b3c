// The tutorials' exercises: questions, checks that say what is wrong with an answer, and cells that answer them.
export { check, solution, type Checked } from "./check.ts";
