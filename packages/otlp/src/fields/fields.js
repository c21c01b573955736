import { SOURCES } from "./sources.js";
/** What a span's attributes say about each field of `SOURCES`. */
export class Fields {
    #values = new Map();
    /**
     * One look-up per attribute of the span, not one per name in the table: the table may grow, the cost may not.
     * Empty values count as absent.
     */
    constructor(attributes) {
        for (const [name, value] of attributes) {
            const places = PLACES.get(name);
            if (places === undefined || value === null || value === "")
                continue;
            for (const { field, rank } of places) {
                const found = this.#values.get(field);
                if (found === undefined || rank < found.rank)
                    this.#values.set(field, { rank, name, value });
            }
        }
    }
    value(field) {
        return this.#values.get(field)?.value;
    }
    has(field) {
        return this.#values.has(field);
    }
    /** Name of the attribute that told it. */
    source(field) {
        return this.#values.get(field)?.name;
    }
}
/** The table the other way round: for each attribute name the fields it can tell, and how much it is believed. */
const PLACES = invert();
function invert() {
    const places = new Map();
    for (const [field, names] of Object.entries(SOURCES)) {
        for (const [rank, name] of names.entries()) {
            const there = places.get(name);
            if (there === undefined)
                places.set(name, [{ field, rank }]);
            else
                there.push({ field, rank });
        }
    }
    return places;
}
//# sourceMappingURL=fields.js.map