import type { Attributes, AttributeValue } from "../wire/attribute-value.ts";
import { type Field } from "./sources.ts";
/** What a span's attributes say about each field of `SOURCES`. */
export declare class Fields {
    #private;
    /**
     * One look-up per attribute of the span, not one per name in the table: the table may grow, the cost may not.
     * Empty values count as absent.
     */
    constructor(attributes: Attributes);
    value(field: Field): AttributeValue | undefined;
    has(field: Field): boolean;
    /** Name of the attribute that told it. */
    source(field: Field): string | undefined;
}
//# sourceMappingURL=fields.d.ts.map