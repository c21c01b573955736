/** How colours look to eyes that see them differently, to check a palette by numbers. sRGB, channels 0 to 1. */
export type Rgb = readonly [number, number, number];
export const VISIONS = ["normal", "protan", "deutan", "tritan"] as const;
export type Vision = (typeof VISIONS)[number];

/** Machado, Oliveira and Fernandes, IEEE TVCG 15 (2009), severity 1.0; for linear light. */
const SIMULATION: Readonly<Record<Vision, readonly [Rgb, Rgb, Rgb]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** CIE 1931 XYZ of linear sRGB, D65 (IEC 61966-2-1). */
const TO_XYZ: readonly [Rgb, Rgb, Rgb] = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
];
const WHITE: Rgb = [0.95047, 1, 1.08883];

/** `#0072B2` to its channels. */
export function rgbOf(hex: string): Rgb {
  const channel = (at: number) => parseInt(hex.slice(at, at + 2), 16) / 255;
  return [channel(1), channel(3), channel(5)];
}

/** Contrast ratio of WCAG 2, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Difference of two colours as such eyes see them: CIE 1976 ΔE*ab; about 2.3 is just noticeable. */
export function colourDifference(a: Rgb, b: Rgb, vision: Vision): number {
  const [first, second] = [labOf(a, vision), labOf(b, vision)];
  return Math.hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
}

function luminance(colour: Rgb): number {
  return dot(TO_XYZ[1], linear(colour));
}

function labOf(colour: Rgb, vision: Vision): Rgb {
  const seen = each(multiply(SIMULATION[vision], linear(colour)), (value) => Math.min(1, Math.max(0, value)));
  const [x, y, z] = multiply(TO_XYZ, seen);
  const [fx, fy, fz] = [lightness(x / WHITE[0]), lightness(y / WHITE[1]), lightness(z / WHITE[2])];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

/** The CIE's cube root with its straight part below (6/29)^3. */
function lightness(ratio: number): number {
  return ratio > 216 / 24389 ? Math.cbrt(ratio) : ((24389 / 27) * ratio + 16) / 116;
}

function linear(colour: Rgb): Rgb {
  return each(colour, (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
}

function multiply(matrix: readonly [Rgb, Rgb, Rgb], vector: Rgb): Rgb {
  return [dot(matrix[0], vector), dot(matrix[1], vector), dot(matrix[2], vector)];
}

function dot(a: Rgb, b: Rgb): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function each(colour: Rgb, change: (value: number) => number): Rgb {
  return [change(colour[0]), change(colour[1]), change(colour[2])];
}
