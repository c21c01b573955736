/**
 * A call with what it does not say itself taken from the spans above, the nearest first. Prompt and version belong
 * together: a version is only taken from the span that gives the prompt, or where nothing names a prompt at all.
 *
 * @param ancestors nearest first
 */
export function inherit(call, ancestors, fallbackTeam) {
    const { prompt, version } = promptOf(call, ancestors);
    const inherited = {
        prompt,
        version,
        user: call.user ?? nearest(ancestors, "user"),
        session: call.session ?? nearest(ancestors, "session"),
        team: call.team ?? nearest(ancestors, "team") ?? fallbackTeam,
        tags: call.tags.length > 0 ? call.tags : (ancestors.find(({ tags }) => tags.length > 0)?.tags ?? call.tags),
    };
    if (INHERITED_FIELDS.every((field) => inherited[field] === call[field]))
        return call;
    return { ...call, ...inherited, promptSource: call.promptSource ?? (prompt === null ? null : "named") };
}
const INHERITED_FIELDS = ["prompt", "version", "user", "session", "team", "tags"];
function promptOf(call, ancestors) {
    if (call.prompt !== null)
        return { prompt: call.prompt, version: call.version };
    const named = ancestors.find(({ prompt }) => prompt !== null);
    if (named !== undefined)
        return { prompt: named.prompt, version: call.version ?? named.version };
    return { prompt: null, version: call.version ?? nearest(ancestors, "version") };
}
function nearest(ancestors, field) {
    return ancestors.find((ancestor) => ancestor[field] !== null)?.[field] ?? null;
}
//# sourceMappingURL=inherit.js.map