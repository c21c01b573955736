export type { Selection } from "./contract.ts";
