/** Catalogue tables are imported as text; bundlers turn them into strings. */
declare module "*.csv" {
  const text: string;
  export default text;
}
