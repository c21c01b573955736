import { createContext } from "react";

/** Where all charts of a page look, and which of them the reader is at. */
export interface CrosshairPosition {
  /** Bucket start, epoch ms. */
  readonly time: number;
  readonly owner: string;
  readonly by: "pointer" | "keys";
}

/** One crosshair for all charts of a page. */
export class Crosshair {
  #position: CrosshairPosition | null = null;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly position = (): CrosshairPosition | null => this.#position;

  moveTo(position: CrosshairPosition | null): void {
    const now = this.#position;
    const same = now?.time === position?.time && now?.owner === position?.owner && now?.by === position?.by;
    if (same) return;
    this.#position = position;
    for (const listener of this.#listeners) listener();
  }
}

export const CrosshairContext = createContext<Crosshair>(new Crosshair());
