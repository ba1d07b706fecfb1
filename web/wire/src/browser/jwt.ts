// Reading a JWT without checking it: good for showing and for keeping storage apart, for nothing else.

/** The claims of a token; none where it can't be read. */
export const claimsOf = (token: string): Readonly<Record<string, unknown>> => {
  try {
    const part = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    const bytes = Uint8Array.from(atob(part), (char) => char.charCodeAt(0));
    const data: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof data === "object" && data !== null ? (data as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

/** Whose token it is; "unknown" where it doesn't say. */
export const subjectOf = (token: string): string => {
  const { sub } = claimsOf(token);
  return typeof sub === "string" ? sub : "unknown";
};

/** When the token ends, ms since 1970 UTC; 0 when it doesn't say. */
export const expiryOf = (token: string): number => {
  const { exp } = claimsOf(token);
  return typeof exp === "number" ? exp * 1000 : 0;
};
