import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** Paths that belong to machines: what is not found there is said in JSON and never answered with a page. */
const MACHINE_PATH = /^\/(api|v1|proxy|clickhouse|healthz|readyz|metrics)(\/|$|\?)/;
/** The bundler puts a hash of the content into these names, so they never change. */
const HASHED_ASSET = /\/assets\/[^/]+-[\w-]{8,}\.\w+$/;

const NO_PAGES =
  "promptprof receives OTLP at /v1/traces and answers at /api/v1; the pages are not installed here\n";

/** Serves the web UI: its files, and its one page for every address that the UI itself understands. */
export async function servePages(app: FastifyInstance, webRoot: string | null): Promise<void> {
  if (webRoot === null) {
    app.get("/", { schema: { hide: true } }, (_request, reply) =>
      reply.type("text/plain; charset=utf-8").send(NO_PAGES),
    );
  } else {
    await app.register(fastifyStatic, {
      root: webRoot,
      cacheControl: false,
      setHeaders: (response, path) => {
        const cache = HASHED_ASSET.test(path) ? "public, max-age=31536000, immutable" : "no-cache";
        response.setHeader("cache-control", cache);
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === "GET" && request.headers.accept?.includes("text/html") === true;
    if (webRoot !== null && wantsPage && !MACHINE_PATH.test(request.url)) return reply.sendFile("index.html");
    return reply.code(404).send({ error: `no ${request.method} ${request.url.split("?")[0] ?? ""} here` });
  });
}
