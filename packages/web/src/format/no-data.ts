/** What stands where there is no value. A zero is written as a zero. */
export const NO_DATA = "—";
