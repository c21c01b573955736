import { WEIGHTS } from "./files.ts";
import { readChecked } from "./read-checked.ts";

/** A Llama-architecture model in float32. Matrices are row by row (out x in), one entry a layer. */
export interface Model {
  readonly dim: number;
  readonly hidden: number;
  readonly layerCount: number;
  readonly headCount: number;
  readonly keyValueHeadCount: number;
  readonly vocabulary: number;
  /** Positions the model was trained for: prompt and reply together. */
  readonly context: number;
  /** vocabulary x dim; the output layer shares it. */
  readonly embedding: Float32Array;
  readonly layers: readonly Layer[];
  readonly finalNorm: Float32Array;
}

export interface Layer {
  readonly attentionNorm: Float32Array;
  readonly query: Float32Array;
  readonly key: Float32Array;
  readonly value: Float32Array;
  readonly output: Float32Array;
  readonly feedForwardNorm: Float32Array;
  readonly gate: Float32Array;
  readonly down: Float32Array;
  readonly up: Float32Array;
}

const HEADER_BYTES = 28;

/** Reads stories260K in llama2.c's legacy format. The rotary tables at its end are not needed: `decode.ts` computes them. */
export function loadModel(): Model {
  const buffer = readChecked(WEIGHTS);
  const [dim, hidden, layerCount, headCount, keyValueHeadCount, vocabulary, context] = header(buffer);
  const take = reader(new Float32Array(buffer, HEADER_BYTES));
  const keyValueDim = (dim * keyValueHeadCount) / headCount;

  const [embedding] = take(1, vocabulary * dim) as [Float32Array];
  const attentionNorm = take(layerCount, dim);
  const query = take(layerCount, dim * dim);
  const key = take(layerCount, keyValueDim * dim);
  const value = take(layerCount, keyValueDim * dim);
  const output = take(layerCount, dim * dim);
  const feedForwardNorm = take(layerCount, dim);
  const gate = take(layerCount, hidden * dim);
  const down = take(layerCount, dim * hidden);
  const up = take(layerCount, hidden * dim);
  const [finalNorm] = take(1, dim) as [Float32Array];

  const layers = attentionNorm.map((norm, i) => ({
    attentionNorm: norm,
    query: at(query, i),
    key: at(key, i),
    value: at(value, i),
    output: at(output, i),
    feedForwardNorm: at(feedForwardNorm, i),
    gate: at(gate, i),
    down: at(down, i),
    up: at(up, i),
  }));
  return {
    dim,
    hidden,
    layerCount,
    headCount,
    keyValueHeadCount,
    vocabulary,
    context,
    embedding,
    layers,
    finalNorm,
  };
}

type Header = [number, number, number, number, number, number, number];

function header(buffer: ArrayBuffer): Header {
  const view = new DataView(buffer);
  return Array.from({ length: HEADER_BYTES / 4 }, (_, i) => view.getInt32(i * 4, true)) as Header;
}

function at(parts: readonly Float32Array[], layer: number): Float32Array {
  return parts[layer] as Float32Array;
}

/** Cuts the next `count` parts of `size` floats off the front, without copying. */
function reader(floats: Float32Array): (count: number, size: number) => Float32Array[] {
  let offset = 0;
  return (count, size) => Array.from({ length: count }, () => floats.subarray(offset, (offset += size)));
}
