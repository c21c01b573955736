import type { Layer, Model } from "./model.ts";

const NORM_EPSILON = 1e-5;
const ROTARY_BASE = 10_000;

/** One sequence being read and written: its key/value cache grows with every token. */
export interface Decoder {
  /** Tokens seen so far. */
  readonly position: () => number;
  /** Reads one token; gives the logits of the next one, in a buffer that the next call overwrites. */
  readonly next: (token: number) => Float32Array;
}

interface Cache {
  readonly keys: Float32Array;
  readonly values: Float32Array;
}

/** A fresh sequence. Throws beyond the model's context: the caller has to stop there. */
export function createDecoder(model: Model): Decoder {
  const keyValueDim = (model.dim * model.keyValueHeadCount) / model.headCount;
  const caches = model.layers.map((): Cache => ({
    keys: new Float32Array(model.context * keyValueDim),
    values: new Float32Array(model.context * keyValueDim),
  }));
  const logits = new Float32Array(model.vocabulary);
  let position = 0;

  const next = (token: number): Float32Array => {
    if (position >= model.context)
      throw new RangeError(`position ${position} is beyond the context of ${model.context}`);
    const state = model.embedding.slice(token * model.dim, (token + 1) * model.dim);
    model.layers.forEach((layer, i) => applyLayer(model, layer, caches[i] as Cache, state, position));
    position += 1;
    return multiply(logits, model.embedding, normalise(state, model.finalNorm));
  };
  return { position: () => position, next };
}

/** Adds the layer's attention and its feed-forward part to `state`. */
function applyLayer(model: Model, layer: Layer, cache: Cache, state: Float32Array, position: number): void {
  add(state, attend(model, layer, cache, normalise(state, layer.attentionNorm), position));
  add(state, feedForward(layer, normalise(state, layer.feedForwardNorm), model.hidden));
}

function attend(
  model: Model,
  layer: Layer,
  cache: Cache,
  input: Float32Array,
  position: number,
): Float32Array {
  const headSize = model.dim / model.headCount;
  const keyValueDim = headSize * model.keyValueHeadCount;
  const row = (rows: Float32Array): Float32Array =>
    rows.subarray(position * keyValueDim, (position + 1) * keyValueDim);

  const query = multiply(new Float32Array(model.dim), layer.query, input);
  const key = multiply(row(cache.keys), layer.key, input);
  multiply(row(cache.values), layer.value, input);
  rotate(query, headSize, position);
  rotate(key, headSize, position);

  const mixed = new Float32Array(model.dim);
  const queriesPerKey = model.headCount / model.keyValueHeadCount;
  for (let head = 0; head < model.headCount; head += 1) {
    const offset = Math.floor(head / queriesPerKey) * headSize;
    const weights = scores(
      query.subarray(head * headSize, (head + 1) * headSize),
      cache.keys,
      offset,
      keyValueDim,
      position,
    );
    mix(mixed.subarray(head * headSize, (head + 1) * headSize), weights, cache.values, offset, keyValueDim);
  }
  return multiply(new Float32Array(model.dim), layer.output, mixed);
}

/** How much the query looks at each position up to its own; the weights add up to 1. */
function scores(
  query: Float32Array,
  keys: Float32Array,
  offset: number,
  stride: number,
  position: number,
): Float32Array {
  const weights = new Float32Array(position + 1);
  const scale = 1 / Math.sqrt(query.length);
  for (let at = 0; at <= position; at += 1) {
    let sum = 0;
    for (let i = 0; i < query.length; i += 1)
      sum += (query[i] as number) * (keys[at * stride + offset + i] as number);
    weights[at] = sum * scale;
  }
  return softmax(weights);
}

function mix(
  into: Float32Array,
  weights: Float32Array,
  values: Float32Array,
  offset: number,
  stride: number,
): void {
  for (let at = 0; at < weights.length; at += 1) {
    const weight = weights[at] as number;
    for (let i = 0; i < into.length; i += 1)
      into[i] = (into[i] as number) + weight * (values[at * stride + offset + i] as number);
  }
}

function feedForward(layer: Layer, input: Float32Array, hidden: number): Float32Array {
  const gate = multiply(new Float32Array(hidden), layer.gate, input);
  const up = multiply(new Float32Array(hidden), layer.up, input);
  for (let i = 0; i < hidden; i += 1) {
    const x = gate[i] as number;
    gate[i] = (x / (1 + Math.exp(-x))) * (up[i] as number);
  }
  return multiply(new Float32Array(input.length), layer.down, gate);
}

/** Rotary position embedding on neighbouring pairs (2i, 2i+1) of each head, in place. */
function rotate(vector: Float32Array, headSize: number, position: number): void {
  for (let i = 0; i < vector.length; i += 2) {
    const angle = position / ROTARY_BASE ** ((i % headSize) / headSize);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const [a, b] = [vector[i] as number, vector[i + 1] as number];
    vector[i] = a * cos - b * sin;
    vector[i + 1] = a * sin + b * cos;
  }
}

/** Root-mean-square norm with learned gains. */
function normalise(vector: Float32Array, gains: Float32Array): Float32Array {
  let squares = 0;
  for (const x of vector) squares += x * x;
  const scale = 1 / Math.sqrt(squares / vector.length + NORM_EPSILON);
  return vector.map((x, i) => x * scale * (gains[i] as number));
}

/** Numbers to shares of 1, in place. The largest is taken off first so that `exp` cannot overflow. */
export function softmax(logits: Float32Array): Float32Array {
  const largest = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  for (let i = 0; i < logits.length; i += 1) sum += logits[i] = Math.exp((logits[i] as number) - largest);
  for (let i = 0; i < logits.length; i += 1) logits[i] = (logits[i] as number) / sum;
  return logits;
}

/** into = matrix x vector. This loop is where nine tenths of the time go. */
function multiply(into: Float32Array, matrix: Float32Array, vector: Float32Array): Float32Array {
  const width = vector.length;
  for (let row = 0, offset = 0; row < into.length; row += 1, offset += width) {
    let sum = 0;
    for (let i = 0; i < width; i += 1) sum += (matrix[offset + i] as number) * (vector[i] as number);
    into[row] = sum;
  }
  return into;
}

function add(into: Float32Array, other: Float32Array): void {
  for (let i = 0; i < into.length; i += 1) into[i] = (into[i] as number) + (other[i] as number);
}
