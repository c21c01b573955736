import { significant } from "@promptprof/model/format";

const UNITS = ["B", "kB", "MB", "GB", "TB", "PB"];

/** `45 B`, `1.3 GB`: powers of 1000, as disks are sold. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  if (power === 0 && Number.isInteger(bytes)) return `${bytes} B`;
  return `${significant(bytes / 1000 ** power, 3)} ${UNITS[power]}`;
}
