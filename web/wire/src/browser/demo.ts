// Sign-in of the demo: choosing a made-up person returns their token. Served from the page's origin, not from the API.

export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly detail: string;
}

/** The demo's people of these roles; null where there is no demo sign-in. Throws when the request fails. */
export const demoPeople = async (roles: readonly string[]): Promise<readonly DemoPerson[] | null> => {
  const response = await fetch("/demo/people");
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`people: ${response.status}`);
  const people = (await response.json()) as readonly DemoPerson[];
  return people.filter(({ role }) => roles.includes(role));
};

/** A token for one of the demo's people. Throws when there is none. */
export const demoToken = async (id: string): Promise<string> => {
  const response = await fetch("/demo/sign-in", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ id }),
  });
  if (!response.ok) throw new Error(`sign-in: ${response.status}`);
  return ((await response.json()) as { token: string }).token;
};
