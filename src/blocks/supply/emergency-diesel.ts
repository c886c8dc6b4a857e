/** Emergency diesel sets: firm capacity that may run few hours a year (US RICE/NSPS: 100 h non-emergency). */
import { dispatchable } from "../patterns/dispatchable.ts";

export const emergencyDiesel = dispatchable({
  kind: "emergency-diesel",
  title: "Emergency diesel",
  clean: false,
  emergency: true,
  annualHoursMax: 100,
});
