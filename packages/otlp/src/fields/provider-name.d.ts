/**
 * OpenTelemetry's provider name for whatever an instrumentation calls it. The AI SDK adds the API after a dot
 * (`openai.responses`, `google.vertex.chat`), which is cut off; unknown names are kept as they are.
 */
export declare function providerName(name: string): string;
/** The provider that a host name or URL belongs to; null for anything that could be a proxy. */
export declare function providerOfHost(address: string): string | null;
//# sourceMappingURL=provider-name.d.ts.map