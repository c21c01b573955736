/** Upstreams that need no configuration, and where they lead: the base URLs of the providers' API references. */
export const BUILT_IN_UPSTREAMS: Readonly<Record<string, string>> = {
  openai: "https://api.openai.com",
  anthropic: "https://api.anthropic.com",
  gemini: "https://generativelanguage.googleapis.com",
};
