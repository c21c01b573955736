import type { ReactElement } from "react";
import { useChangeSearch } from "../search/use-change-search.ts";
import { Segmented } from "../shell/segmented.tsx";
import { chooseTheme, type Theme, useTheme } from "./theme.ts";

const icon = (path: string) => (
  <svg
    viewBox="0 0 16 16"
    width="14"
    height="14"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.4"
    aria-hidden="true"
  >
    <path d={path} />
  </svg>
);

const OPTIONS = [
  { key: "system", title: "System theme", icon: icon("M2 3h12v8H2zM6 14h4M8 11v3") },
  {
    key: "light",
    title: "Light theme",
    icon: icon(
      "M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1",
    ),
  },
  { key: "dark", title: "Dark theme", icon: icon("M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5Z") },
] as const;

/** A choice stands above a theme in the address, which therefore goes. */
export function ThemeSwitch(): ReactElement {
  const change = useChangeSearch();
  const choose = (theme: Theme) => {
    chooseTheme(theme);
    change({ theme: undefined });
  };
  return <Segmented label="Theme" options={OPTIONS} value={useTheme()} onChange={choose} />;
}
