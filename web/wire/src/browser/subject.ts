/** The subject of a JWT, unchecked: good for keeping people's storage apart, for nothing else. */
export const subjectOf = (token: string): string => {
  try {
    const part = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    const bytes = Uint8Array.from(atob(part), (char) => char.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as { sub?: unknown };
    return typeof claims.sub === "string" ? claims.sub : "unknown";
  } catch {
    return "unknown";
  }
};
