import type { Inherited } from "../observation.ts";
import type { JsonObject } from "../wire/json-object.ts";
import type { Fields } from "./fields.ts";
/** What a span says of its prompt, user, session, team and tags, for itself and for every call below it. */
export declare function readInherited(fields: Fields, metadata: JsonObject | undefined): Inherited;
//# sourceMappingURL=inherited.d.ts.map