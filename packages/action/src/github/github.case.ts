import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";

export interface GitHubComment {
  readonly id: number;
  body: string;
  readonly html_url: string;
}

/** One refusal, in place of the next answer that would be given. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** GitHub's REST API for comments, on loopback: pages with Link headers, rights, rate limits. */
export interface GitHub {
  readonly url: string;
  readonly comments: GitHubComment[];
  /** `GET /repos/...`, in order. */
  readonly requests: string[];
  /** Answered first, one a request. */
  readonly refusals: Refusal[];
  /** A token that may write; any other may read. */
  readonly writer: string;
}

const WRITER = "token-that-writes";

export async function startGitHub(): Promise<GitHub> {
  const comments: GitHubComment[] = [];
  const requests: string[] = [];
  const refusals: Refusal[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, { comments, requests, refusals });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/api/v3`, comments, requests, refusals, writer: WRITER };
}

type State = Pick<GitHub, "comments" | "requests" | "refusals">;

async function answer(request: IncomingMessage, response: ServerResponse, state: State): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  state.requests.push(`${request.method} ${request.url}`);
  const refusal = state.refusals.shift();
  if (refusal !== undefined)
    return reply(response, refusal.status, { message: refusal.message }, refusal.headers);
  const url = new URL(request.url ?? "", `http://${request.headers.host}`);
  if (request.method === "GET") return list(url, response, state.comments);
  if (request.headers.authorization !== `Bearer ${WRITER}`)
    return reply(response, 403, { message: "Resource not accessible by integration" });
  const { body } = JSON.parse(Buffer.concat(chunks).toString());
  if (body.length > 65_536) return reply(response, 422, { message: "Validation Failed" });
  if (request.method === "PATCH") {
    const comment = state.comments.find(({ id }) => url.pathname.endsWith(`/issues/comments/${id}`));
    if (comment === undefined) return reply(response, 404, { message: "Not Found" });
    comment.body = body;
    return reply(response, 200, comment);
  }
  const id = 1000 + state.comments.length;
  const comment = { id, body, html_url: `https://github.example/o/r/pull/7#issuecomment-${id}` };
  state.comments.push(comment);
  return reply(response, 201, comment);
}

function list(url: URL, response: ServerResponse, comments: readonly GitHubComment[]): void {
  const size = Number(url.searchParams.get("per_page") ?? 30);
  const page = Number(url.searchParams.get("page") ?? 1);
  const link = (to: number, rel: string): string => {
    url.searchParams.set("page", String(to));
    return `<${url.href}>; rel="${rel}"`;
  };
  const last = Math.max(1, Math.ceil(comments.length / size));
  const links = page < last ? [link(page + 1, "next"), link(last, "last")] : [link(1, "first")];
  reply(response, 200, comments.slice((page - 1) * size, page * size), { link: links.join(", ") });
}

function reply(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}
