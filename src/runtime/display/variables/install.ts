import { host } from "../../core/host.ts";
import { describer } from "./describer.ts";

host()?.describeValues(describer);
