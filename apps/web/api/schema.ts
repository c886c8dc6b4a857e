/** Types of the API, written by `npm run client` from its OpenAPI document; not to be changed by hand. */

/** Any answer that is not the one asked for. */
interface Refusals {
  default: {
    headers: { [name: string]: unknown };
    content: { "application/json": components["schemas"]["Failure"] };
  };
}

export interface paths {
  "/health": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Whether the server and its store answer */
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": { status: "ok"; version: string; store: "embedded" | "team" };
          };
        };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/me": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Who asks: name, role and workspace */
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Caller"] };
        };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/examples": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Examples with their titles */
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { name: string; title: string }[] };
        };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/examples/{name}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** An example's scenario and explanation */
    get: {
      parameters: { query?: never; header?: never; path: { name: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { name: string; text: string; readme: string } };
        };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/catalog": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Names of the catalogue's tables, each with its entries */
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { table: string; entries: string[] }[] };
        };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/catalog/{table}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** A table: every figure of every entry, with unit, source, year and confidence */
    get: {
      parameters: { query?: never; header?: never; path: { table: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { [key: string]: components["schemas"]["Figure"][] } };
        };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/places": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Places that are built in */
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": {
              id: string;
              name: string;
              country: string;
              priceZone: string;
              latitudeDeg: number | null;
              longitudeDeg: number | null;
              connectionMonthsP50: number | null;
            }[];
          };
        };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/schema": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** JSON Schema of the scenario language */
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { [key: string]: unknown } };
        };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/scenarios/validate": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Every issue of a scenario, each with line, column and remedy; nothing is stored */
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            text: string;
            files?: { [key: string]: string };
            set?: string[];
            slips?: { what: string; months: number }[];
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": {
              ok: boolean;
              hash: string;
              name: string;
              horizon: boolean;
              issues: components["schemas"]["Issue"][];
              notices: string[];
            };
          };
        };
      } & Refusals;
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/scenarios": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Stored scenarios of the workspace, newest first */
    get: {
      parameters: { query?: { limit?: number }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": {
              hash: string;
              name: string;
              createdBy: string;
              createdAt: string;
            }[];
          };
        };
      } & Refusals;
    };
    put?: never;
    /** Stores a scenario under the hash of its content; the same content is stored once */
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: { "application/json": { text: string; files?: { [key: string]: string } } };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { hash: string; name: string } };
        };
      } & Refusals;
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/scenarios/{hash}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** A stored scenario */
    get: {
      parameters: { query?: never; header?: never; path: { hash: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": {
              hash: string;
              name: string;
              text: string;
              files: { [key: string]: string };
              createdBy: string;
              createdAt: string;
            };
          };
        };
      } & Refusals;
    };
    /** Stores a scenario under a hash the caller computed; refused when it is another */
    put: {
      parameters: { query?: never; header?: never; path: { hash: string }; cookie?: never };
      requestBody: {
        content: { "application/json": { text: string; files?: { [key: string]: string } } };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { hash: string; name: string } };
        };
      } & Refusals;
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/imports/check": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Reads an hourly CSV or EPW as a plan would: issues by row, or series with their first week */
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            name: string;
            text: string;
            utcOffsetHours?: number;
            year?: number;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["SeriesCheck"] };
        };
      } & Refusals;
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/files": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Stores an hourly file that reads without issues; scenarios name it by its hash */
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            name: string;
            text: string;
            utcOffsetHours?: number;
            year?: number;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { hash: string; name: string } };
        };
      } & Refusals;
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/plans": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Plans of the workspace, newest first */
    get: {
      parameters: {
        query?: { limit?: number; before?: string };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Plan"][] };
        };
      } & Refusals;
    };
    put?: never;
    /** Asks for a plan; gives it at once, done where the answer is known */
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            scenario: components["schemas"]["ScenarioInput"];
            set?: string[];
            slips?: { what: string; months: number }[];
            solver?: "chain" | "highs";
            resolution?: string;
            gap?: number;
            timeLimitSeconds?: number;
            label?: string;
            confirm?: number;
          };
        };
      };
      responses: {
        202: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Plan"] };
        };
      } & Refusals;
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/simulations": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** A plan over time with its dates drawn so many times; a plan like any other afterwards */
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            scenario: components["schemas"]["ScenarioInput"];
            set?: string[];
            slips?: { what: string; months: number }[];
            solver?: "chain" | "highs";
            resolution?: string;
            gap?: number;
            timeLimitSeconds?: number;
            label?: string;
            draws: number;
          };
        };
      };
      responses: {
        202: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Plan"] };
        };
      } & Refusals;
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/plans/{id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** A plan's state */
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Plan"] };
        };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/plans/{id}/events": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Progress as server-sent events: `state` with the plan when it changes, `end` when it is over */
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "text/event-stream": string } };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/plans/{id}/cancel": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Stops a plan within a second; what it had so far is kept where it is a plan */
    post: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { cancelled: number } };
        };
      } & Refusals;
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/plans/{id}/result": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** The result: the package of a plan, a comparison, what is short, or why it was not solved */
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Result"] };
        };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/plans/{id}/files": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Files made with the result */
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { name: string; type: string; bytes: number }[] };
        };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/plans/{id}/files/{name}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** hourly-SITE.csv, .json, .parquet, report.html; workbook.xlsx where the scenario has finance; buyer.html of a comparison */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: { id: string; name: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/octet-stream": string };
        };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sweeps": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Sweeps of the workspace, newest first */
    get: {
      parameters: { query?: { limit?: number }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Batch"][] };
        };
      } & Refusals;
    };
    put?: never;
    /** Asks for a plan per combination of the axes' values */
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            scenario: components["schemas"]["ScenarioInput"];
            set?: string[];
            slips?: { what: string; months: number }[];
            solver?: "chain" | "highs";
            resolution?: string;
            gap?: number;
            timeLimitSeconds?: number;
            over: { path: string; values: (string | number | boolean)[] }[];
            name?: string;
            confirm?: number;
          };
        };
      };
      responses: {
        202: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Batch"] };
        };
      } & Refusals;
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sweeps/{id}/plans": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** The plans of a sweep in order, each with its settings as label and its key figures */
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Plan"][] };
        };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sweeps/{id}/table.csv": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** The sweep as a table: settings, state, key figures */
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "text/csv": string } };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sweeps/{id}/quantiles": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Spread of every key figure over the plans that are done, and how many could not be */
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["SweepQuantiles"] };
        };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sweeps/{id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** How far a sweep is */
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Batch"] };
        };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sweeps/{id}/events": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Progress as server-sent events: one bar over all its plans */
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "text/event-stream": string } };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sweeps/{id}/cancel": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Stops what waits and what runs; what is done stays */
    post: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { cancelled: number } };
        };
      } & Refusals;
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/rankings": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Plans the scenario's package in each place */
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            scenario: components["schemas"]["ScenarioInput"];
            set?: string[];
            resolution?: string;
            places?: string[];
            firmMW?: number;
            by?: "score" | "date" | "cost" | "clean" | "odds";
            weights?: { date?: number; cost?: number; clean?: number; odds?: number };
          };
        };
      };
      responses: {
        202: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Batch"] };
        };
      } & Refusals;
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/rankings/{id}/result": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** The places that are planned, in order, and those left out with the reason */
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["RankingResult"] };
        };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/rankings/{id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** How far a ranking is */
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Batch"] };
        };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/rankings/{id}/events": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Progress as server-sent events: one bar over all its plans */
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "text/event-stream": string } };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/rankings/{id}/cancel": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Stops what waits and what runs; what is done stays */
    post: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { cancelled: number } };
        };
      } & Refusals;
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/comparisons": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Own, colocate and rent side by side for the scenario's buyer; watched, stopped and read as a plan */
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            scenario: components["schemas"]["ScenarioInput"];
            set?: string[];
            label?: string;
            resolution?: string;
            sizesMW?: number[];
            pool?: {
              buyers: number;
              rating?: "aaa" | "aa" | "a" | "bbb" | "bb" | "b" | "ccc" | "none";
            };
          };
        };
      };
      responses: {
        202: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Plan"] };
        };
      } & Refusals;
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/tokens": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Tokens, without their secrets */
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": {
              id: string;
              name: string;
              role: "viewer" | "planner" | "admin";
              workspace: string;
              createdAt: string;
              revokedAt: string | null;
            }[];
          };
        };
      } & Refusals;
    };
    put?: never;
    /** Makes a token; its secret is shown this once */
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            name: string;
            role: "viewer" | "planner" | "admin";
            workspace: string;
          };
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: { "application/json": { id: string; secret: string } };
        };
      } & Refusals;
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/tokens/{id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post?: never;
    /** Revokes a token at once */
    delete: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { revoked: true } };
        };
      } & Refusals;
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/workspaces": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Workspaces */
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { id: string; name: string }[] };
        };
      } & Refusals;
    };
    put?: never;
    /** Makes a workspace: its scenarios, files and plans are its own */
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": { id: string; name: string } } };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: { "application/json": { id: string; name: string } };
        };
      } & Refusals;
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/audit": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Who did what in your workspace, newest first */
    get: {
      parameters: {
        query?: { limit?: number; before?: string };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": {
              id: string;
              at: string;
              actor: string;
              action: string;
              subject: string;
              detail: { [key: string]: unknown };
            }[];
          };
        };
      } & Refusals;
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/session": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Signs a browser in: send the token as a bearer once, the cookie it sets stands for it afterwards */
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Caller"] };
        };
      } & Refusals;
    };
    /** Ends the browser's session */
    delete: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Caller"] };
        };
      } & Refusals;
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}

export interface components {
  schemas: {
    Failure: {
      error: {
        code: string;
        message: string;
        hint?: string;
        issues?: components["schemas"]["Issue"][];
      };
    };
    Issue: {
      code: string;
      path: string;
      line: number;
      column: number;
      message: string;
      got?: string;
      expected?: string;
      hint?: string;
    };
    Caller: { actor: string; role: "viewer" | "planner" | "admin"; workspace: string };
    Figure: {
      parameter: string;
      text: string;
      unit: string;
      source: string;
      year: string;
      confidence: "measured" | "published" | "estimated" | "synthetic";
    };
    SeriesCheck: {
      ok: boolean;
      format: "epw" | "hourly";
      issues: {
        code: string;
        row?: number;
        column?: string;
        message: string;
        got: string;
        expected: string;
        hint: string;
      }[];
      notices: string[];
      startUTC: string;
      steps: number;
      columns: {
        name: string;
        unit: string;
        sourceColumn: string;
        mean: number;
        least: number;
        most: number;
        firstWeek: number[];
      }[];
    };
    Plan: {
      id: string;
      label: string;
      scenario: string;
      state: "queued" | "running" | "done" | "failed" | "cancelled";
      progress: components["schemas"]["Progress"];
      status: string | null;
      result: string | null;
      summary: { [key: string]: unknown } | null;
      reason: string | null;
      attempts: number;
      createdBy: string;
      createdAt: string;
      startedAt: string | null;
      finishedAt: string | null;
    };
    Progress: {
      stage: string;
      iteration: number;
      objective: number | null;
      bound: number | null;
      gap: number | null;
      seconds: number;
    } | null;
    ScenarioInput: { hash: string } | { text: string; files?: { [key: string]: string } };
    Result: {
      status: string;
      package?: { [key: string]: unknown };
      comparison?: { [key: string]: unknown };
      shortage?: { [key: string]: unknown };
      reason?: string;
    } & { [key: string]: unknown };
    Batch: {
      id: string;
      kind: "sweep" | "ranking";
      name: string;
      scenario: string;
      settings: { [key: string]: unknown };
      total: number;
      counts: { queued: number; running: number; done: number; failed: number; cancelled: number };
      state: "running" | "over";
      createdBy: string;
      createdAt: string;
    };
    SweepQuantiles: {
      planned: number;
      infeasible: number;
      other: number;
      figures: {
        [key: string]: { count: number; mean: number; p10: number; p50: number; p90: number };
      };
    };
    RankingResult: { [key: string]: unknown };
  };
}
