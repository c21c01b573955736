import { setTimeout as sleep } from "node:timers/promises";
import { analyse } from "@promptprof/bench";
import { measureWith } from "./measure-with.ts";
import { reportWith } from "./report-with.ts";
import { runAction } from "./run-action.ts";
import { runBench } from "./run-bench.ts";

const environment = process.env;
const write = (text: string): void => void process.stdout.write(text);
const measure = measureWith({
  run: (request) => runBench(request, environment, write),
  report: reportWith(analyse),
});

const code = await runAction(measure, { environment, write, now: () => Date.now(), sleep });
// Connections that are kept alive would hold the job; what was written is out before the process ends.
process.stdout.write("", () => process.exit(code));
