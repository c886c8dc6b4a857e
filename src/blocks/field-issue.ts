/** What a block finds wrong between its own fields, each of which is right by itself. */

/** Something wrong between fields of one block, told relative to it. */
export interface FieldIssue {
  readonly code: "missing" | "contradiction" | "range";
  readonly field: string;
  readonly message: string;
  readonly expected?: string;
  readonly got?: string;
  readonly hint?: string;
  /** Another field it contradicts. */
  readonly beside?: string;
}

/** What a check across fields may look at beside them. */
export interface FieldContext {
  /** Fields the file states. */
  readonly given: ReadonlySet<string>;
  readonly currency: string;
}
