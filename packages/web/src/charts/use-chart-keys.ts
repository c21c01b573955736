import { type KeyboardEvent, useContext } from "react";
import { type ChartFrame, sampledIndices } from "./chart-frame.ts";
import { CrosshairContext } from "./crosshair.ts";

/** Arrow keys move the crosshair from sample to sample, Home and End to the edges, + and - zoom, Escape lets go. */
export function useChartKeys(
  id: string,
  frame: ChartFrame,
  onZoom: (from: number, to: number) => void,
): (event: KeyboardEvent) => void {
  const crosshair = useContext(CrosshairContext);
  const pointAt = (index: number | undefined) => {
    const time = index === undefined ? undefined : frame.times[index];
    crosshair.moveTo(time === undefined ? null : { time, owner: id, by: "keys" });
  };
  return (event) => {
    const samples = sampledIndices(frame);
    const time = crosshair.position()?.time;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "+" || event.key === "=") zoom(frame, time, 0.5, onZoom);
    else if (event.key === "-") zoom(frame, time, 2, onZoom);
    else if (event.key === "Escape") crosshair.moveTo(null);
    else if (isStep(event.key)) pointAt(stepped(event.key, frame, samples, time));
    else return;
    event.preventDefault();
  };
}

const STEPS = ["ArrowLeft", "ArrowRight", "Home", "End"] as const;
type Step = (typeof STEPS)[number];
const isStep = (key: string): key is Step => (STEPS as readonly string[]).includes(key);

/** The sample that a key leads to; the newest one where the crosshair is nowhere yet. */
export function stepped(
  key: Step,
  frame: ChartFrame,
  samples: readonly number[],
  time: number | undefined,
): number | undefined {
  const timeAt = (index: number) => frame.times[index] ?? 0;
  if (key === "Home") return samples[0];
  if (key === "End" || time === undefined) return samples.at(-1);
  return key === "ArrowLeft"
    ? (samples.findLast((index) => timeAt(index) < time) ?? samples[0])
    : (samples.find((index) => timeAt(index) > time) ?? samples.at(-1));
}

function zoom(
  frame: ChartFrame,
  time: number | undefined,
  factor: number,
  onZoom: (from: number, to: number) => void,
): void {
  const half = ((frame.to - frame.from) * factor) / 2;
  const centre = time === undefined ? (frame.from + frame.to) / 2 : time + frame.step / 2;
  onZoom(centre - half, centre + half);
}
