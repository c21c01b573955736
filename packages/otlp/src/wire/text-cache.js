/** Attribute names and most values (models, providers, finish reasons) are shorter than this. */
const BYTES_MAX = 64;
/** Slots, a power of two. A stream of all dialects has some 300 attribute names. */
const SLOTS = 2048;
/**
 * Remembers the last short text at each hash of its bytes, so that a name that stands in every span is made into a
 * string once. At most 2048 texts of 64 bytes are kept, some 300 kB.
 */
export class TextCache {
    #texts = Array.from({ length: SLOTS }, () => "");
    #bytes = Buffer.alloc(SLOTS * BYTES_MAX);
    #lengths = new Uint8Array(SLOTS);
    /** The text of these bytes; `make` is asked where it is not known. */
    get(source, start, end, make) {
        const length = end - start;
        if (length > BYTES_MAX)
            return make();
        const slot = hashOf(source, start, end) & (SLOTS - 1);
        if (this.#isAt(slot, source, start, length))
            return this.#texts[slot] ?? "";
        const text = make();
        source.copy(this.#bytes, slot * BYTES_MAX, start, end);
        this.#lengths[slot] = length;
        this.#texts[slot] = text;
        return text;
    }
    #isAt(slot, source, start, length) {
        if (this.#lengths[slot] !== length)
            return false;
        const bytes = this.#bytes;
        const offset = slot * BYTES_MAX;
        for (let i = 0; i < length; i += 1) {
            if (bytes[offset + i] !== source[start + i])
                return false;
        }
        return true;
    }
}
/** FNV-1a, 32 bits. */
function hashOf(bytes, start, end) {
    let hash = 0x811c9dc5;
    for (let i = start; i < end; i += 1)
        hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
    return (hash ^ (hash >>> 15)) >>> 0;
}
//# sourceMappingURL=text-cache.js.map