import type { ClientKind } from "./client-kind.ts";
import { openaiClient } from "./openai/openai-client.ts";

/** Every client library that `profile()` knows; the first that fits is taken. */
export const CLIENT_KINDS: readonly ClientKind[] = [openaiClient];
