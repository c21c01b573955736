/** The call with these rules among its notes, each once. */
export function withNotes(call, notes) {
    return { ...call, notes: [...new Set([...call.notes, ...notes])] };
}
//# sourceMappingURL=with-notes.js.map