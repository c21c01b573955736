export { NOTES, type Note } from "@promptprof/model";
//# sourceMappingURL=notes.d.ts.map