import { type Call } from "@promptprof/model";
/** A value as our own spans need it. */
export type OwnValue = string | boolean | {
    readonly int: number;
} | {
    readonly double: number;
} | readonly string[] | {
    readonly ints: readonly number[];
};
/** A call's attributes in our own dialect; what is unknown is left out. */
export declare function callAttributes(call: Call): [key: string, value: OwnValue][];
//# sourceMappingURL=call-attributes.d.ts.map