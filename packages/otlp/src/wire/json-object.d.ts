/** A parsed JSON object whose fields nobody has checked yet. */
export type JsonObject = Readonly<Record<string, unknown>>;
/** Anything that JSON calls an object, or nothing. */
export declare function jsonObject(value: unknown): JsonObject | undefined;
/** Text, or "" for anything else. */
export declare function jsonText(value: unknown): string;
/** A list's objects, or nothing where it is no list or one element is no object. */
export declare function jsonObjects(value: unknown): readonly JsonObject[] | undefined;
//# sourceMappingURL=json-object.d.ts.map