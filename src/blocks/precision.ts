/** Number formats that compute is counted in, the finest first. */
export const PRECISIONS = ["bf16", "fp8", "fp4"] as const;

export type Precision = (typeof PRECISIONS)[number];
