/** Who signs: rating and balance sheet of the buyer, the sizes to compare, and a pool. */
import type { ReactNode } from "react";
import { RATINGS } from "../../../src/blocks/credit.ts";
import { converted, moneyUnit } from "../../../src/units/money.ts";
import { figures } from "./format.ts";
import type { StatedBuyer } from "../planner/protocol.ts";
import { SHEET } from "../state/ways.ts";
import type { Asked, Written } from "../state/ways.ts";

interface Props {
  readonly stated: StatedBuyer;
  readonly written: Written;
  readonly faults: Asked["faults"];
  readonly onWrite: (name: string, value: string) => void;
}

function Line({
  name,
  label,
  help,
  usual,
  written,
  faults,
  onWrite,
}: Omit<Props, "stated"> & {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly usual: string;
}): ReactNode {
  const id = `buyer-${name}`;
  const fault = faults[name];
  return (
    <div className={fault ? "field wrong" : "field"}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={written[name] ?? ""}
        placeholder={usual}
        inputMode={name === "sizes" ? "text" : "decimal"}
        aria-describedby={help ? `${id}-help` : undefined}
        aria-invalid={fault !== undefined}
        onChange={({ target }) => {
          onWrite(name, target.value);
        }}
      />
      {help ? (
        <span className="help" id={`${id}-help`}>
          {help}
        </span>
      ) : null}
      {fault ? <span className="fault">{fault}.</span> : null}
    </div>
  );
}

function RatingLine({
  name,
  label,
  usual,
  written,
  onWrite,
}: Pick<Props, "written" | "onWrite"> & {
  readonly name: string;
  readonly label: string;
  readonly usual: string;
}): ReactNode {
  const id = `buyer-${name}`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={written[name] ?? ""}
        onChange={({ target }) => {
          onWrite(name, target.value);
        }}
      >
        <option value="">{usual}</option>
        {RATINGS.map((rating) => (
          <option key={rating}>{rating}</option>
        ))}
      </select>
    </div>
  );
}

/** Fields stand empty where the scenario's own value, or the usual one, counts: it is shown in their place. */
export function BuyerForm({ stated, ...rest }: Props): ReactNode {
  return (
    <div className="buyer-form">
      <div>
        <RatingLine name="rating" label="Rating" usual={stated?.rating ?? "none"} {...rest} />
        {SHEET.map(({ name, field, label, usual }) => (
          <Line
            key={name}
            name={name}
            label={`${label}, ${moneyUnit("MUSD")}`}
            usual={figures(stated ? converted(stated[field]) / 1e6 : usual)}
            {...rest}
          />
        ))}
      </div>
      <div>
        <Line
          name="sizes"
          label="Sizes, MW of IT"
          usual="1, 10, 100, 1000"
          help="Where none are named, the scenario's own size is compared too."
          {...rest}
        />
        <Line
          name="pool"
          label="Buyers in a pool"
          usual="none"
          help="So many such buyers that buy their power together."
          {...rest}
        />
        <RatingLine name="poolRating" label="Rating of the pool" usual="as the buyer" {...rest} />
      </div>
    </div>
  );
}
