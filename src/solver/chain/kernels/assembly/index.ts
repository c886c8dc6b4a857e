/** All kernels, as one module over an imported memory. */
export { addGram, eliminateSteps } from "./eliminate";
export {
  finishLimited,
  finishUnlimited,
  measure,
  measureRows,
  pullLimited,
  pullUnlimited,
  weighLimited,
} from "./families";
export {
  addFallen,
  addScaled,
  aimAtBand,
  aimAtCentre,
  aimAtZero,
  holdBack,
  probeBlend,
  probeStep,
} from "./pairs";
export { addCoefficient, collectAlong, dot, scatter, subtractAlong } from "./products";
export { backwardRing, forwardRing } from "./rings";
