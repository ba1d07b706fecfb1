// Reads a JWT without verifying it: only for display and for separating stored data.

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

/** The subject of the token; "unknown" without one. */
export const subjectOf = (token: string): string => {
  const { sub } = claimsOf(token);
  return typeof sub === "string" ? sub : "unknown";
};

/** When the token expires, ms since 1970 UTC; 0 without an expiry. */
export const expiryOf = (token: string): number => {
  const { exp } = claimsOf(token);
  return typeof exp === "number" ? exp * 1000 : 0;
};
