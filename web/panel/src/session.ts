// Who sits here: the insurer's token, kept for this tab only, so that two agents can work in two tabs.

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly detail: string;
}

const KEY = "baro agent token";

/** A claim of a JWT, unchecked: good for showing, for nothing else. */
const claims = (token: string): Record<string, unknown> => {
  try {
    const part = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    const bytes = Uint8Array.from(atob(part), (char) => char.charCodeAt(0));
    const data: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof data === "object" && data !== null ? (data as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

/** When the token ends, ms since 1970 UTC; 0 when it doesn't say. */
export const expiryOf = (token: string): number => {
  const { exp } = claims(token);
  return typeof exp === "number" ? exp * 1000 : 0;
};

/** The departments of claims that the token's person works for. */
export const departmentsOf = (token: string): readonly string[] => {
  const { departments } = claims(token);
  return Array.isArray(departments) ? departments.filter((one) => typeof one === "string") : [];
};

/** The token of this tab, if it still holds at `now`. The insurer's login may bring one as `#token=…`. */
export const storedToken = (now: number, place: Location = location): string | null => {
  const brought = new URLSearchParams(place.hash.slice(1)).get("token");
  if (brought) {
    // It must not stay in the address bar or the history.
    history.replaceState(null, "", place.pathname + place.search);
    keepToken(brought);
  }
  const token = brought ?? read();
  if (token === null) return null;
  const ends = expiryOf(token);
  return ends === 0 || ends > now ? token : null;
};

export const keepToken = (token: string | null): void => {
  try {
    if (token === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, token);
  } catch {
    // storage is blocked: the sign-in holds until the page is left
  }
};

const read = (): string | null => {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
};

const STAFF = new Set(["agent", "supervisor"]);

/** The demo people who may sit here; null where this centre has no demo sign-in. */
export const demoPeople = async (): Promise<readonly Person[] | null> => {
  const response = await fetch("/demo/people");
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`people: ${response.status}`);
  const people = (await response.json()) as readonly Person[];
  return people.filter((person) => STAFF.has(person.role));
};

/** The demo identity provider's token for a person. */
export const demoSignIn = async (id: string): Promise<string> => {
  const response = await fetch("/demo/sign-in", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ id }),
  });
  if (!response.ok) throw new Error(`sign-in: ${response.status}`);
  const { token } = (await response.json()) as { token: string };
  return token;
};
