import { numberOf, textOf } from "../fields/attribute.js";
import { errorClassOf } from "../fields/error-class-of.js";
/** An exception that ended a call; the message is only looked at, the stack not even that. */
export function readException({ attributes }) {
    const type = textOf(attributes.get("error.type")) ?? textOf(attributes.get("exception.type"));
    const message = textOf(attributes.get("exception.message"));
    if (type === null && message === null)
        return {};
    const httpStatus = numberOf(attributes.get("http.response.status_code"));
    return {
        errorClass: errorClassOf({ type, httpStatus, message }),
        errorType: type?.slice(0, WORD_CHARACTERS) ?? null,
        httpStatus,
    };
}
const WORD_CHARACTERS = 200;
//# sourceMappingURL=exception-event.js.map