/** Modules without types of their own. Catalogue tables are imported as text; bundlers turn them into strings. */
declare module "*.csv" {
  const text: string;
  export default text;
}

/** An oracle for tests; the package brings no types. */
declare module "psychrolib" {
  const library: unknown;
  export default library;
}
