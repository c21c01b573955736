export { NOTES } from "@promptprof/model";
//# sourceMappingURL=notes.js.map