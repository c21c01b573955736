import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sendEvent, sendJson, type Answer } from "./answer.ts";
import { ApiError } from "./api-error.ts";
import { askedByChat, askedByResponses, isBody, type Body } from "./ask.ts";
import { answerChat } from "./chat-completions.ts";
import { BrokenReply, Engine, type Asked } from "./engine.ts";
import { Faults, MODELS, type Fault } from "./faults.ts";
import { answerResponses } from "./responses.ts";
import { now, type ServedCall } from "./served-call.ts";

export interface TinyModel {
  /** `http://127.0.0.1:PORT`; a client's base URL is this and `/v1`. */
  readonly url: string;
  /** One entry a request to a model, in the order they came. */
  readonly log: readonly ServedCall[];
  readonly close: () => Promise<void>;
}

interface Api {
  readonly asked: (body: Body) => Asked;
  readonly answer: (answer: Answer) => Promise<void>;
}

const APIS: Readonly<Record<string, Api>> = {
  "POST /v1/chat/completions": { asked: askedByChat, answer: answerChat },
  "POST /v1/responses": { asked: askedByResponses, answer: answerResponses },
};

/**
 * Serves the real 260K-parameter model stories260K behind OpenAI's API, with real reading and writing times.
 * Fault models (`stories260k-rate-limited`, `-flaky` ...) are in `faults.ts`.
 *
 * @param options.port 0 takes a free one
 */
export async function startTinyModel(options: { readonly port: number }): Promise<TinyModel> {
  const log: ServedCall[] = [];
  const serve = router(new Engine(), new Faults(), log);
  const server = createServer((request, response) => {
    void serve(request, response).catch((error: unknown) => sendFailure(response, error));
  });
  await new Promise<void>((ready) => {
    server.listen(options.port, "127.0.0.1", ready);
  });
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${port}`, log, close };
}

type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function router(engine: Engine, faults: Faults, log: ServedCall[]): Serve {
  return async (request, response) => {
    const receivedAt = now();
    const route = `${request.method} ${request.url?.split("?")[0]}`;
    response.setHeader("x-request-id", `req_${log.length + 1}`);
    if (route === "GET /v1/models") return sendJson(response, 200, modelList());
    const api = APIS[route];
    if (api === undefined) throw new ApiError(404, "unknown_url", `Unknown request URL: ${route}`);

    const raw = await readText(request);
    const body = parse(raw);
    const model = String(body["model"]);
    const served: ServedCall = {
      model,
      receivedAt,
      firstTokenAt: null,
      lastTokenAt: null,
      textAt: [],
      status: 200,
      promptTokens: 0,
      completionTokens: 0,
      aborted: false,
    };
    log.push(served);
    response.once("close", () => {
      served.status = response.statusCode;
    });
    const fault = faultOf(faults, body["model"], raw);
    const reply = engine.reply(api.asked(body), served, goneAway(response, served), fault);
    await api.answer({ body, model, reply, served, response });
  };
}

function faultOf(faults: Faults, model: unknown, raw: string): Fault | null {
  const fault = faults.of(model, raw);
  if (fault === "unknown")
    throw new ApiError(404, "model_not_found", `The model \`${String(model)}\` does not exist`);
  if (fault?.kind === "status")
    throw new ApiError(fault.status, fault.code, `fault model: ${fault.code}`, fault.type, fault.headers);
  return fault;
}

/** Aborts when the client closes the connection before the answer is complete. */
function goneAway(response: ServerResponse, served: ServedCall): AbortSignal {
  const controller = new AbortController();
  response.once("close", () => {
    served.aborted = !response.writableFinished;
    controller.abort();
  });
  // Writing to a client that is gone is no error here.
  response.on("error", () => {});
  return controller.signal;
}

/** Throws what is neither a wrong request nor a planned fault: a bug in this server has to stop the test run. */
function sendFailure(response: ServerResponse, error: unknown): void {
  if (error instanceof ApiError) return sendJson(response, error.status, error.body, error.headers);
  const gone = response.destroyed;
  if (error instanceof BrokenReply && error.fault === "error_event") return sendErrorEvent(response);
  response.destroy();
  if (!gone && !(error instanceof BrokenReply)) throw error;
}

function sendErrorEvent(response: ServerResponse): void {
  const { body } = new ApiError(500, "server_error", "the model failed", "server_error");
  if (!response.headersSent) return sendJson(response, 500, body);
  sendEvent(response, body, "error");
  response.end();
}

function modelList(): object {
  return {
    object: "list",
    data: MODELS.map((id) => ({ id, object: "model", created: 0, owned_by: "tests" })),
  };
}

function parse(raw: string): Body {
  try {
    const body: unknown = JSON.parse(raw);
    if (isBody(body)) return body;
  } catch (error) {
    throw new ApiError(400, "invalid_json", `the body is not JSON: ${String(error)}`);
  }
  throw new ApiError(400, "invalid_json", "the body must be a JSON object");
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
