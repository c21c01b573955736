import { scalarOf, textOf, textsOf } from "./attribute.js";
/** What a span says of its prompt, user, session, team and tags, for itself and for every call below it. */
export function readInherited(fields, metadata) {
    return {
        prompt: textOf(fields.value("promptName")) ?? said(metadata, "prompt_name") ?? textOf(fields.value("promptId")),
        version: textOf(fields.value("promptVersion")) ?? said(metadata, "prompt_version"),
        user: textOf(fields.value("user")) ?? said(metadata, "user_id"),
        session: textOf(fields.value("session")) ?? said(metadata, "session_id"),
        team: textOf(fields.value("team")) ?? said(metadata, "team"),
        tags: textsOf(fields.value("tags")),
    };
}
function said(metadata, name) {
    return metadata === undefined ? null : textOf(scalarOf(metadata[name]));
}
//# sourceMappingURL=inherited.js.map