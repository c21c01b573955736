import { type AttributeLimits, type Attributes, type AttributeValue } from "./attribute-value.ts";
/** Attributes of OTLP/JSON, `[{key, value: {stringValue: ...}}]`, as plain values. @throws RejectedRecord */
export declare function readJsonAttributes(pairs: unknown, limits: AttributeLimits): Attributes;
/** One OTLP/JSON value as a plain value; a value of no known kind is empty. @throws RejectedRecord */
export declare function readJsonAnyValue(value: unknown, limits: AttributeLimits): AttributeValue;
//# sourceMappingURL=json-any-value.d.ts.map