/** Digits as people read them. */

/** Whole digits with narrow spaces, which no line breaks at, between thousands. */
export const grouped = (digits: string): string =>
  digits.replaceAll(/\B(?=(\d{3})+(?!\d))/g, "\u202F");
