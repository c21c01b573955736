import { filtered, invalid, overloaded, rateLimit, timeout, tooLong } from "./demo-failure.ts";
import {
  flash,
  gpt41,
  gpt41Mini,
  gpt4oMini,
  gpt5Mini,
  haiku,
  houseRouter,
  sonnet,
  type DemoModel,
} from "./demo-model.ts";
import type { DemoPrompt, DemoSegment, DemoVersion } from "./demo-prompt.ts";

const only = (one: DemoModel): DemoVersion["models"] => [{ share: 1, model: one }];
const fixed = (path: string, tokens: number): DemoSegment => ({
  path,
  kind: "static",
  tokens: { median: tokens, sigma: 0 },
});
const tools = (tokens: number): DemoSegment => ({
  path: "tools",
  kind: "tool",
  tokens: { median: tokens, sigma: 0 },
});
const filled = (path: string, median: number, sigma: number): DemoSegment => ({
  path,
  kind: "variable",
  tokens: { median, sigma },
});
const history = (median: number): DemoSegment => ({
  path: "history",
  kind: "history",
  tokens: { median, sigma: 0.8 },
});

/** Story 1: two days ago v4 began to think twice about hard tickets. The median hides it, the p95 does not. */
const supportTriage: DemoPrompt = {
  name: "support-triage",
  team: "support",
  service: "helpdesk",
  share: 34,
  stream: true,
  failures: [rateLimit(0.002), timeout(0.001), filtered(0.0006)],
  versions: [
    triage("v1", 7, []),
    triage("v2", 5.2, [fixed("system/examples", 640)]),
    triage("v3", 3.4, [fixed("system/examples", 410)]),
    { ...triage("v4", 2, [fixed("system/examples", 410)]), slow: { share: 0.13, factor: 2.6 } },
  ],
};

function triage(version: string, releasedDaysAgo: number, examples: readonly DemoSegment[]): DemoVersion {
  return {
    version,
    releasedDaysAgo,
    models: only(gpt41Mini),
    segments: [
      fixed("system/instructions", 820),
      ...examples,
      tools(310),
      history(260),
      filled("user/ticket", 190, 0.7),
    ],
    outputTokens: { median: 120, sigma: 0.45 },
    ttftMs: { median: 410, sigma: 0.35 },
    tpotMs: { median: 8.5, sigma: 0.25 },
  };
}

/** Story 2: each day the search puts more passages into the prompt, and nobody looks at what they cost. */
const answerFromDocs: DemoPrompt = {
  name: "answer-from-docs",
  team: "docs",
  service: "docs-search",
  share: 18,
  stream: true,
  failures: [rateLimit(0.002), tooLong(0.004), timeout(0.001)],
  versions: [docs("v7", 7, 260), docs("v8", 1.3, 240)],
};

function docs(version: string, releasedDaysAgo: number, medianOutput: number): DemoVersion {
  return {
    version,
    releasedDaysAgo,
    models: only(gpt5Mini),
    segments: [
      fixed("system/instructions", 540),
      {
        path: "context/passages",
        kind: "retrieved",
        tokens: { median: 7800, sigma: 0.3 },
        growthPerDay: 1.27,
      },
      filled("user/question", 34, 0.5),
    ],
    outputTokens: { median: medianOutput, sigma: 0.5 },
    ttftMs: { median: 620, sigma: 0.4 },
    tpotMs: { median: 7, sigma: 0.3 },
  };
}

const summarize: DemoPrompt = {
  name: "summarize-conversation",
  team: "support",
  service: "handover",
  share: 14,
  stream: true,
  failures: [overloaded(0.003), rateLimit(0.001)],
  versions: [summary("v1", 7, 210), summary("v2", 4.1, 135)],
};

function summary(version: string, releasedDaysAgo: number, medianOutput: number): DemoVersion {
  return {
    version,
    releasedDaysAgo,
    models: only(haiku),
    segments: [fixed("system/instructions", 1450), fixed("system/examples", 980), history(1900)],
    outputTokens: { median: medianOutput, sigma: 0.35 },
    ttftMs: { median: 520, sigma: 0.4 },
    tpotMs: { median: 9, sigma: 0.3 },
  };
}

const extractInvoice: DemoPrompt = {
  name: "extract-invoice",
  team: "finance",
  service: "accounts",
  share: 12,
  stream: false,
  failures: [invalid(0.012), timeout(0.002), rateLimit(0.001)],
  versions: [invoice("2026-10", 7, 1100), invoice("2026-11", 4.6, 940), invoice("2026-11-hotfix", 0.8, 940)],
};

function invoice(version: string, releasedDaysAgo: number, schemaTokens: number): DemoVersion {
  return {
    version,
    releasedDaysAgo,
    models: only(flash),
    segments: [fixed("system/schema", schemaTokens), filled("user/document", 2300, 0.6)],
    outputTokens: { median: 340, sigma: 0.4 },
    ttftMs: { median: 700, sigma: 0.4 },
    tpotMs: { median: 5, sigma: 0.25 },
  };
}

/** A trial on two models, the dear one against the cheap one, since three days. */
const draftReply: DemoPrompt = {
  name: "draft-reply",
  team: "sales",
  service: "crm",
  share: 8,
  stream: true,
  failures: [overloaded(0.004), filtered(0.002), timeout(0.002)],
  versions: [
    reply("v11", 7, only(sonnet)),
    reply("v12", 3, [
      { share: 1, model: sonnet },
      { share: 1, model: gpt41 },
    ]),
  ],
};

function reply(version: string, releasedDaysAgo: number, models: DemoVersion["models"]): DemoVersion {
  return {
    version,
    releasedDaysAgo,
    models,
    segments: [
      fixed("system/voice", 1320),
      filled("context/account", 480, 0.5),
      history(900),
      filled("user/request", 45, 0.6),
    ],
    outputTokens: { median: 420, sigma: 0.4 },
    ttftMs: { median: 780, sigma: 0.4 },
    tpotMs: { median: 14, sigma: 0.3 },
  };
}

/** Story 3: one call in eight has no price, and says so. */
const routeIntent: DemoPrompt = {
  name: "route-intent",
  team: "platform",
  service: "gateway",
  share: 12,
  stream: false,
  failures: [{ ...timeout(0.004), errorClass: "network", errorType: "ECONNRESET", attempts: 1 }],
  versions: [intent("v1", 7, 420), intent("v2", 5.9, 310)],
};

function intent(version: string, releasedDaysAgo: number, labelTokens: number): DemoVersion {
  return {
    version,
    releasedDaysAgo,
    models: only(houseRouter),
    segments: [fixed("system/labels", labelTokens), filled("user/message", 60, 0.7)],
    outputTokens: { median: 6, sigma: 0.2 },
    ttftMs: { median: 70, sigma: 0.3 },
    tpotMs: { median: 4, sigma: 0.2 },
  };
}

/** People's own experiments: no prompt is named, so the model stands for them. */
const notebooks: DemoPrompt = {
  name: null,
  team: null,
  service: "notebooks",
  share: 2,
  stream: false,
  failures: [{ share: 0.02, errorClass: "auth", errorType: "invalid_api_key", httpStatus: 401, attempts: 1 }],
  versions: [
    {
      version: "",
      releasedDaysAgo: 7,
      models: only(gpt4oMini),
      segments: [],
      outputTokens: { median: 180, sigma: 0.9 },
      ttftMs: { median: 450, sigma: 0.5 },
      tpotMs: { median: 11, sigma: 0.3 },
    },
  ],
};

/** Everyone who makes calls in the demo. */
export const CAST: readonly [DemoPrompt, ...DemoPrompt[]] = [
  supportTriage,
  answerFromDocs,
  summarize,
  extractInvoice,
  draftReply,
  routeIntent,
  notebooks,
];
