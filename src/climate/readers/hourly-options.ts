/** What an hourly file may leave open, as those who read it state it. */

/** What the file itself may not say. */
export interface HourlyOptions {
  /** Offset of the file's clock from UTC all year, east positive, where stamps and header do not state it. */
  readonly utcOffsetHours?: number;
  /** Calendar year the file must be of. */
  readonly expectedYear?: number;
}

/** The same as a scenario or a request names them. */
export interface StatedHours {
  readonly utcOffsetHours?: number | undefined;
  readonly year?: number | undefined;
}

/** What is stated of a file, as its reader takes it. */
export function hourlyOptions({ utcOffsetHours, year }: StatedHours): HourlyOptions {
  return {
    ...(utcOffsetHours === undefined ? {} : { utcOffsetHours }),
    ...(year === undefined ? {} : { expectedYear: year }),
  };
}
