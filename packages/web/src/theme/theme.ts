import { useSyncExternalStore } from "react";

/** What a reader may choose; `system` is no choice. `public/theme.js` applies the same rule before the first paint. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "promptprof.theme";
const listeners = new Set<() => void>();

/** The theme in force as an attribute of the page: what `?theme=` says, else what was chosen, else the system's. */
export function currentTheme(): Theme {
  return themeOf(document.documentElement.dataset["theme"]);
}

/** Applies a theme and remembers it. */
export function chooseTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  remember(theme);
  for (const listener of listeners) listener();
}

/** The word for a theme, or `system` for anything else. */
export function themeOf(word: string | null | undefined): Theme {
  return THEMES.find((theme) => theme === word) ?? "system";
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // A browser may forbid storage; the choice then lasts as long as the page.
  }
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, currentTheme);
}

const dark = () => matchMedia("(prefers-color-scheme: dark)");
const forced = () => matchMedia("(forced-colors: active)");

/** Changes whenever the colours on the page may have changed: what paints on a canvas paints again. */
export function usePaintVersion(): string {
  return useSyncExternalStore(subscribe, () => `${currentTheme()} ${dark().matches} ${forced().matches}`);
}

function subscribe(listener: () => void): () => void {
  const queries = [dark(), forced()];
  listeners.add(listener);
  for (const query of queries) query.addEventListener("change", listener);
  return () => {
    listeners.delete(listener);
    for (const query of queries) query.removeEventListener("change", listener);
  };
}
