/** Hands the whole report to the browser's print dialog, which puts it on paper or saves it as PDF. */

/** `page` is a report as `renderReport` makes it: one page without scripts. */
export async function printReport(page: string): Promise<void> {
  document.querySelector("iframe.on-paper-only")?.remove();
  const frame = document.createElement("iframe");
  frame.className = "on-paper-only";
  frame.title = "The report, to be printed";
  frame.tabIndex = -1;
  frame.ariaHidden = "true";
  const loaded = new Promise((resolve) => {
    frame.addEventListener("load", resolve, { once: true });
  });
  frame.srcdoc = page;
  document.body.append(frame);
  await loaded;
  frame.contentWindow?.focus();
  frame.contentWindow?.print();
}
