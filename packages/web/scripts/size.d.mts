export declare const BUDGET: { readonly firstLoad: number; readonly part: number };
export declare function measure(
  dist?: string,
): { readonly name: string; readonly bytes: number; readonly limit: number }[] | null;
