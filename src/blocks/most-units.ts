/** The most of a size, where a scenario states it. */

/** A size's maximum as its request has it: without one when it is left out, which is without limit. */
export const mostUnits = (maximum: number | undefined): { readonly maximum?: number } =>
  maximum === undefined ? {} : { maximum };
