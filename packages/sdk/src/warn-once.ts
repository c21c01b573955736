const warned = new Set<string>();

/**
 * Tells the host something once a process, as a Node warning: it goes to stderr, can be listened to with
 * `process.on("warning")` and silenced with `--no-warnings`.
 */
export function warnOnce(topic: string, message: string): void {
  if (warned.has(topic)) return;
  warned.add(topic);
  process.emitWarning(message, "PromptprofWarning");
}
