/** Ratings and what they bring with them: figures of data/credit.csv, and which rating a contract asks. */
import { catalog } from "../catalog/catalog.ts";
import { numberIn } from "../catalog/table.ts";

/** Ratings from the best to none at all. */
export const RATINGS = ["aaa", "aa", "a", "bbb", "bb", "b", "ccc", "none"] as const;
export type Rating = (typeof RATINGS)[number];

/** A figure of a rating, such as `spreadFrac`. @throws Error when the catalogue has none. */
export function ratingFigure(rating: Rating, parameter: string): number {
  return numberIn(catalog("credit").get(`rating-${rating}`)!, parameter);
}

/** True where a buyer's rating is as good as what is asked. */
export function meetsRating(rating: Rating, asked: Rating): boolean {
  return RATINGS.indexOf(rating) <= RATINGS.indexOf(asked);
}

/** The lowest rating with which a seller signs a kind of contract; none where the catalogue knows none. */
export function ratingAskedFor(kind: string): Rating {
  const asked = catalog("credit").get(`contract-${kind}`)?.get("minimumRating")?.text;
  return RATINGS.find((rating) => rating === asked) ?? "none";
}
