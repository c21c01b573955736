import { significant } from "./significant.ts";

const UNITS = ["B", "kB", "MB", "GB", "TB"];

/** `812 B`, `4.27 MB`: three digits, by thousands. */
export function formatBytes(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  return power === 0 ? `${bytes} B` : `${significant(bytes / 1000 ** power, 3)} ${UNITS[power]}`;
}
