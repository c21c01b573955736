export { NOTES, type Note } from "@promptprof/model";
