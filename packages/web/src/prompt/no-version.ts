/** How calls are called that name no version. */
export const NO_VERSION = "no version";
