import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from "@tanstack/react-router";
import { NotFound } from "./routes/not-found.tsx";
import { PageError } from "./routes/page-error.tsx";
import { Root } from "./routes/root.tsx";
import { readCallsSearch } from "./search/calls-search.ts";
import { readCompareSearch } from "./search/compare-search.ts";
import { readHomeSearch } from "./search/home-search.ts";
import { parsePlainSearch, stringifyPlainSearch } from "./search/plain-search.ts";
import { readPromptSearch } from "./search/prompt-search.ts";
import { readShellSearch, SHELL_KEYS, type ShellSearch } from "./search/shell-search.ts";

const rootRoute = createRootRoute({
  component: Root,
  notFoundComponent: NotFound,
  validateSearch: (raw: Record<string, string>): ShellSearch => readShellSearch(raw).search,
  search: { middlewares: [retainSearchParams([...SHELL_KEYS])] },
});

const titled = (title: string) => ({ meta: [{ title: `${title} · promptprof` }] });

export const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  validateSearch: (raw: Record<string, string>) => readHomeSearch(raw).search,
  head: () => titled("Prompts"),
  component: lazyRouteComponent(() => import("./routes/home.tsx"), "Home"),
});

export const promptRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/p/$prompt",
  validateSearch: (raw: Record<string, string>) => readPromptSearch(raw).search,
  remountDeps: ({ params }) => params,
  head: ({ params }) => titled(params.prompt),
  component: lazyRouteComponent(() => import("./routes/prompt.tsx"), "PromptPage"),
});

/** Calls that name no prompt, of one model; without a model those that name neither. */
export const modelRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/m/{-$model}",
  validateSearch: (raw: Record<string, string>) => readPromptSearch(raw).search,
  remountDeps: ({ params }) => params,
  head: ({ params }) => titled(params.model ?? "no model"),
  component: lazyRouteComponent(() => import("./routes/model.tsx"), "ModelPage"),
});

export const callsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/calls",
  validateSearch: (raw: Record<string, string>) => readCallsSearch(raw).search,
  head: () => titled("Calls"),
  component: lazyRouteComponent(() => import("./routes/calls.tsx"), "Calls"),
});

export const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/compare",
  validateSearch: (raw: Record<string, string>) => readCompareSearch(raw).search,
  head: () => titled("Compare"),
  component: lazyRouteComponent(() => import("./routes/compare.tsx"), "Compare"),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([homeRoute, promptRoute, modelRoute, compareRoute, callsRoute]),
  parseSearch: parsePlainSearch,
  stringifySearch: stringifyPlainSearch,
  defaultPreload: "intent",
  defaultErrorComponent: PageError,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
