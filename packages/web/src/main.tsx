import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { router } from "./router.ts";
import "./theme/tokens.css";
import "./theme/base.css";

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // The server is often on this machine, where a browser without a network still reaches it.
      networkMode: "always",
      // A question is asked again by its own interval, which also heals failures; retries on top would only hide them.
      retry: false,
      gcTime: 60_000,
    },
  },
});

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with the id root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
