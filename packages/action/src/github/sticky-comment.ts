import type { ApiAnswer, RestApi } from "./rest-api.ts";

/** What became of the comment. */
export type Commented =
  | { readonly kind: "created" | "updated"; readonly url: string | null }
  | { readonly kind: "refused" | "failed"; readonly reason: string };

export interface Comment {
  /** `owner/name` */
  readonly repository: string;
  readonly pullRequest: number;
  /** Tells comments of several suites apart. */
  readonly key: string;
  readonly markdown: string;
}

/** GitHub takes 65,536 characters; the marker and what may be added in between need some. */
const BODY_CHARACTERS_MAX = 65_000;
/** 100 comments each: a pull request with more has other worries. */
const PAGES_MAX = 100;

/** Writes the one comment of a pull request: in place of the one before, found by its hidden first line. */
export async function commentOnce(api: RestApi, comment: Comment): Promise<Commented> {
  const found = await find(api, comment);
  if (typeof found !== "number" && found !== null) return failure(found);
  const body = bodyOf(comment);
  if (found !== null) {
    const path = `/repos/${comment.repository}/issues/comments/${found}`;
    const answer = await api.request("PATCH", path, { body });
    if (answer.kind === "ok") return { kind: "updated", url: urlOf(answer.body) };
    // Deleted since it was listed: then there is none, and a new one is written.
    if (answer.kind !== "refused" || answer.status !== 404) return failure(answer);
  }
  const answer = await api.request("POST", commentsPath(comment), { body });
  return answer.kind === "ok" ? { kind: "created", url: urlOf(answer.body) } : failure(answer);
}

/** Whoever quotes the comment does not begin with the marker. */
async function find(
  api: RestApi,
  comment: Comment,
): Promise<number | null | Exclude<ApiAnswer, { kind: "ok" }>> {
  let path: string | null = `${commentsPath(comment)}?per_page=100`;
  for (let page = 0; path !== null && page < PAGES_MAX; page += 1) {
    const answer: ApiAnswer = await api.request("GET", path);
    if (answer.kind !== "ok") return answer;
    const ours = listOf(answer.body).find(({ body }) => body.startsWith(markerOf(comment)));
    if (ours !== undefined) return ours.id;
    path = answer.next;
  }
  return null;
}

function commentsPath({ repository, pullRequest }: Comment): string {
  return `/repos/${repository}/issues/${pullRequest}/comments`;
}

function markerOf({ key }: Pick<Comment, "key">): string {
  return `<!-- promptprof:${key} -->`;
}

function bodyOf({ key, markdown }: Comment): string {
  const body = markdown.startsWith(markerOf({ key })) ? markdown : `${markerOf({ key })}\n${markdown}`;
  if (body.length <= BODY_CHARACTERS_MAX) return body;
  return `${body.slice(0, BODY_CHARACTERS_MAX - 100).replace(/[\uD800-\uDBFF]$/, "")}\n\n(cut: the job's summary has the rest)`;
}

function listOf(body: unknown): { id: number; body: string }[] {
  if (!Array.isArray(body)) return [];
  return body.flatMap((one: unknown) => {
    if (typeof one !== "object" || one === null || !("id" in one) || typeof one.id !== "number") return [];
    return [{ id: one.id, body: "body" in one && typeof one.body === "string" ? one.body : "" }];
  });
}

function urlOf(body: unknown): string | null {
  if (typeof body !== "object" || body === null || !("html_url" in body)) return null;
  return typeof body.html_url === "string" ? body.html_url : null;
}

function failure(answer: Exclude<ApiAnswer, { kind: "ok" }>): Commented {
  return { kind: answer.kind, reason: answer.message };
}
