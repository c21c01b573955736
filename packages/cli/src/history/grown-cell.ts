import { formatTokens } from "@promptprof/model/format";

/** "+120", "-35"; nothing where nothing grew or it is not known. */
export function grownCell(grown: number | null): string {
  if (grown === null || grown === 0) return "";
  return `${grown > 0 ? "+" : "-"}${formatTokens(Math.abs(grown))}`;
}
