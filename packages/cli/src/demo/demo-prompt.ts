import type { SegmentKind } from "@promptprof/model";
import type { DemoFailure } from "./demo-failure.ts";
import type { DemoModel } from "./demo-model.ts";

/** A quantity that is spread lognormally round its median. */
export interface Spread {
  readonly median: number;
  readonly sigma: number;
}

export interface DemoSegment {
  readonly path: string;
  readonly kind: SegmentKind;
  readonly tokens: Spread;
  /** The median is what it is at the start of the demo; each day before it was so many times smaller. */
  readonly growthPerDay?: number;
}

export interface DemoVersion {
  readonly version: string;
  /** Days before the demo's start at which it was released. */
  readonly releasedDaysAgo: number;
  /** One model, or several that share the traffic. */
  readonly models: readonly [DemoModelShare, ...DemoModelShare[]];
  readonly segments: readonly DemoSegment[];
  readonly outputTokens: Spread;
  readonly ttftMs: Spread;
  readonly tpotMs: Spread;
  /** A part of the calls takes so many times as long. */
  readonly slow?: { readonly share: number; readonly factor: number };
}

interface DemoModelShare {
  readonly share: number;
  readonly model: DemoModel;
}

export interface DemoPrompt {
  /** null = calls that name no prompt. */
  readonly name: string | null;
  readonly team: string | null;
  readonly service: string;
  /** Of all calls. */
  readonly share: number;
  readonly stream: boolean;
  /** Oldest first. */
  readonly versions: readonly [DemoVersion, ...DemoVersion[]];
  /** Share of the calls that fail, by what happens. */
  readonly failures: readonly DemoFailure[];
}
