// Sign-in.
import { Avatar, Banner, Button, Empty, Icon, Spinner } from "@baro/design";
import type { Brand } from "@baro/design/page_config";
import { type DemoPerson, demoPeople, demoToken } from "@baro/wire/browser";
import { KeyRound, WifiOff } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { STAFF } from "../auth_token";
import { t } from "../i18n";

type People = "loading" | "failed" | readonly DemoPerson[] | null;

interface Props {
  readonly brand: Brand;
  /** Whether the last session has expired. */
  readonly ended: boolean;
  readonly onToken: (token: string) => void;
}

export const SignIn = ({ brand, ended, onToken }: Props) => {
  const w = t().signIn;
  const [people, setPeople] = useState<People>("loading");
  const [busy, setBusy] = useState("");
  const [failed, setFailed] = useState(false);

  const load = () => {
    setPeople("loading");
    demoPeople(STAFF).then(setPeople, () => setPeople("failed"));
  };
  useEffect(load, []);

  const enter = (id: string) => {
    setBusy(id);
    setFailed(false);
    demoToken(id).then(onToken, () => {
      setBusy("");
      setFailed(true);
    });
  };

  return (
    <main class="p-sign-in">
      <div class="p-sign-in-card">
        <header>
          <img src="./icon.svg" alt="" width="40" height="40" />
          <p>{brand.name}</p>
          <h1>{people === null ? w.none : w.title}</h1>
        </header>
        {ended ? (
          <Banner tone="warn" icon={<Icon of={KeyRound} />}>
            {w.ended}
          </Banner>
        ) : null}
        {failed ? (
          <div role="alert">
            <Banner tone="bad">{w.failed}</Banner>
          </div>
        ) : null}
        {people === "loading" ? (
          <p class="p-centre">
            <Spinner label={t().loading} />
          </p>
        ) : people === "failed" ? (
          <Empty title={t().start.failed} icon={<Icon of={WifiOff} size={32} />}>
            <p>{t().start.lead}</p>
            <Button onClick={load}>{t().retry}</Button>
          </Empty>
        ) : people === null ? (
          <p>{w.noneLead}</p>
        ) : (
          <>
            <p class="p-muted">{w.lead}</p>
            <ul class="p-people">
              {people.map((person) => (
                <li key={person.id}>
                  <button type="button" disabled={busy !== ""} onClick={() => enter(person.id)}>
                    <Avatar role="agent" name={person.name} />
                    <span>
                      <strong>{person.name}</strong>
                      <span>{person.detail}</span>
                    </span>
                    {busy === person.id ? (
                      <Spinner label={w.working} />
                    ) : (
                      <span class="p-role">{w.roles[person.role] ?? person.role}</span>
                    )}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </main>
  );
};
