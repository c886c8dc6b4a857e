/** The header that has a browser save a file under its name. */

/** A file name that no header or folder is led astray by. */
const plainName = (name: string) => name.replaceAll(/[^\w.-]/g, "_");

/** Content-Disposition of a file; letters beyond ASCII stand encoded beside the plain name (RFC 6266). */
export function attachment(name: string): string {
  const plain = plainName(name);
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"${plain === name ? "" : `; filename*=UTF-8''${encoded}`}`;
}
