/** The resolution of a plan in words. */

/** `full` or `weeks:N` as a reader says it. */
export function resolutionWords(resolution: string): string {
  const weeks = /^weeks:(\d+)$/.exec(resolution)?.[1];
  if (weeks === undefined) return "every hour";
  return weeks === "1" ? "1 representative week" : `${weeks} representative weeks`;
}
