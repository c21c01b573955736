import { objectOf, scalarOf, flagOf, textOf } from "../fields/attribute.js";
import { metadataOf } from "../fields/call-facts.js";
import { standardReading } from "./standard-reading.js";
/**
 * OpenInference (Arize): `llm.*` names and a span kind. The request's model and its stream flag stand only in the JSON
 * of its parameters, the response id only in the reply. LangChain comes through it, with the provider in `metadata`.
 */
export const openinference = {
    name: "openinference",
    matches: (span) => span.attributes.has("openinference.span.kind"),
    read: (span) => standardReading(span, { name: "openinference", correct }),
};
function correct(facts, span) {
    const parameters = objectOf(span.attributes, "llm.invocation_parameters");
    const request = modelIn(parameters) === null ? objectOf(span.attributes, "input.value") : undefined;
    const reply = replyHead(span);
    return {
        ...facts,
        provider: facts.provider ?? textOf(scalarOf(metadataOf(span)?.["ls_provider"])),
        requestModel: facts.requestModel ?? modelIn(parameters) ?? modelIn(request),
        responseModel: facts.responseModel ?? reply.model,
        responseId: facts.responseId ?? reply.id,
        stream: facts.stream ?? streamIn(parameters) ?? streamIn(request),
        // Its Bedrock instrumentations hand on what the provider counts, without the cache.
        usageRules: {
            ...facts.usageRules,
            cacheInInput: span.scope.name.includes("bedrock") ? "excluded" : "included",
        },
    };
}
function modelIn(request) {
    for (const name of ["model", "model_name", "modelId"]) {
        const model = textOf(scalarOf(request?.[name]));
        if (model !== null)
            return model;
    }
    return null;
}
/** Where the model is among the parameters of a request they are all there, so a flag that is not among them is off. */
function streamIn(request) {
    const flag = flagOf(scalarOf(request?.["stream"]));
    return flag ?? (modelIn(request) === null ? null : false);
}
/**
 * Id and model of a provider's reply, which stand at its head: `{"id":"chatcmpl-...","object":...,"model":"..."`.
 * The reply is not parsed as a whole: it is the answer's text, and it is looked at no longer than needed.
 */
function replyHead(span) {
    const output = span.attributes.get("output.value");
    if (typeof output !== "string" || !output.startsWith('{"id":"'))
        return { id: null, model: null };
    const head = output.slice(0, HEAD_CHARACTERS);
    return {
        id: /^\{"id":"([^"\\]{1,200})"/.exec(head)?.[1] ?? null,
        model: /,"model":"([^"\\]{1,200})"/.exec(head)?.[1] ?? null,
    };
}
/** OpenAI's Responses API puts some 300 characters of settings before the model. */
const HEAD_CHARACTERS = 1000;
//# sourceMappingURL=openinference.js.map