import { type AttributeLimits, type Attributes } from "./attribute-value.ts";
import type { BodyEncoding } from "./decode-traces.ts";
import type { Scope } from "./otlp-span.ts";
import { type Rejected } from "./rejected-record.ts";
declare const METRIC_KINDS: readonly ["gauge", "sum", "histogram", "exponentialHistogram", "summary"];
export type OtlpMetricKind = (typeof METRIC_KINDS)[number];
/** A metric in plain values. Buckets are left out: the calls themselves give better quantiles. */
export interface OtlpMetric {
    readonly name: string;
    readonly unit: string;
    readonly kind: OtlpMetricKind;
    /** 0 does not apply, 1 delta, 2 cumulative: cumulative points repeat, and must not be added up. */
    readonly temporality: number;
    readonly points: readonly OtlpMetricPoint[];
    readonly scope: Scope;
    readonly resource: Attributes;
}
export interface OtlpMetricPoint {
    readonly attributes: Attributes;
    /** Epoch ms; start 0 = unknown. */
    readonly startTime: number;
    readonly time: number;
    /** Value of a gauge or sum, sum of a histogram or summary; null where there is none. */
    readonly value: number | null;
    /** Observations of a histogram or summary; null for the others. */
    readonly count: number | null;
}
export interface DecodedMetrics {
    readonly metrics: readonly OtlpMetric[];
    readonly rejected: Rejected;
}
/** Reads the body of an ExportMetricsServiceRequest. A metric without data is rejected. @throws MalformedBodyError */
export declare function decodeMetrics(body: Uint8Array, encoding: BodyEncoding, limits?: AttributeLimits): DecodedMetrics;
export {};
//# sourceMappingURL=decode-metrics.d.ts.map