/** Names of files in headers: plain ones as they are, others encoded beside a plain one, none that breaks out. */
import { expect, it } from "vitest";
import { attachment } from "../../apps/server/http/attachment.ts";

it("names a file plainly, and with its own letters where it has others", () => {
  expect(attachment("hourly-lulea.csv")).toBe('attachment; filename="hourly-lulea.csv"');
  expect(attachment("hourly-Luleå.csv")).toBe(
    "attachment; filename=\"hourly-Lule_.csv\"; filename*=UTF-8''hourly-Lule%C3%A5.csv",
  );
  expect(attachment("a\"\r\nb'(x)*")).toBe(
    "attachment; filename=\"a___b__x__\"; filename*=UTF-8''a%22%0D%0Ab%27%28x%29%2A",
  );
});
