/** All kernels, as one module over an imported memory. */
export { addGram, eliminateSteps } from "./eliminate";
export {
  finishLimited,
  finishUnlimited,
  measure,
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
export { addCoefficient, collect, dot, scatter } from "./products";
export { backwardRing, forwardRing } from "./rings";
