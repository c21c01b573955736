/** Sends calls of one model to a server and has them stored. */
export async function sendCalls(url: string, count: number, prompt = "triage"): Promise<void> {
  const now = Date.now();
  const spans = Array.from({ length: count }, (_, n) => ({
    traceId: String(n + 1).padStart(32, "0"),
    spanId: String(n + 1).padStart(16, "0"),
    name: "chat",
    startTimeUnixNano: String(BigInt(now - 2000) * 1_000_000n),
    endTimeUnixNano: String(BigInt(now - 1000) * 1_000_000n),
    attributes: [
      { key: "gen_ai.operation.name", value: { stringValue: "chat" } },
      { key: "gen_ai.request.model", value: { stringValue: "gpt-4.1-mini" } },
      { key: "gen_ai.prompt.name", value: { stringValue: prompt } },
      { key: "gen_ai.usage.input_tokens", value: { intValue: "100" } },
      { key: "gen_ai.usage.output_tokens", value: { intValue: "20" } },
    ],
  }));
  const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ scope: {}, spans }] }] });
  const headers = { "content-type": "application/json" };
  const sent = await fetch(`${url}/v1/traces`, { method: "POST", headers, body });
  if (!sent.ok) throw new Error(`not taken: ${sent.status} ${await sent.text()}`);
  await fetch(`${url}/api/v1/flush`, { method: "POST" });
}
