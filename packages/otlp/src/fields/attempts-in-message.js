/** The AI SDK says it only in words: "Failed after 3 attempts. Last error: ...". */
export function withAttemptsInMessage(facts) {
    const match = /^Failed after (\d{1,3}) attempts/.exec(facts.failure?.message ?? "");
    if (match === null || facts.attempts !== null)
        return facts;
    return { ...facts, attempts: Number(match[1]), notes: [...facts.notes, "attempts_from_message"] };
}
//# sourceMappingURL=attempts-in-message.js.map