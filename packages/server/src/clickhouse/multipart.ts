/** Boundary of a `multipart/form-data` body; null for any other. */
export function boundaryOf(contentType: string | undefined): string | null {
  const [, quoted, plain] =
    /^multipart\/form-data;.*?boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? "") ?? [];
  return quoted ?? plain ?? null;
}

/** The fields of such a body (RFC 7578): names and texts, in their order. What has no name is left out. */
export function multipartFields(body: string, boundary: string): [string, string][] {
  const parts = `\r\n${body}`.split(`\r\n--${boundary}`).slice(1, -1);
  return parts.flatMap((part): [string, string][] => {
    const end = part.indexOf("\r\n\r\n");
    const name = /name="([^"]*)"/i.exec(part.slice(0, end))?.[1];
    return end === -1 || name === undefined ? [] : [[name, part.slice(end + 4)]];
  });
}
