/**
 * A step from one schema to the next. Numbered from 1 without gaps, and never edited once it has been released:
 * a store on someone's disk was made by these very words. Every statement can be repeated (IF NOT EXISTS), since a
 * crash may come between a step and the row that says it was done.
 */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly statements: readonly string[];
}
