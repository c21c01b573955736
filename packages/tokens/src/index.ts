export type { Counted, CountJob } from "./count-job.ts";
export { CountThread } from "./count-thread.ts";
