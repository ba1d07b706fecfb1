// Sign-in: the demo's responders, or what to do without one.
import { Avatar, Banner, Button, Empty, Icon, Spinner } from "@baro/design";
import type { Brand } from "@baro/design/page_config";
import { type DemoPerson, demoPeople, demoToken } from "@baro/wire/browser";
import { ChevronRight, KeyRound, WifiOff } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { RESPONDERS } from "../session";
import { t } from "../texts";

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
    demoPeople(RESPONDERS).then(setPeople, () => setPeople("failed"));
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
    <main class="r-sign-in">
      <header>
        <img src="./icon.svg" alt="" width="48" height="48" />
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
        <p class="r-centre">
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
          <p class="r-muted">{w.lead}</p>
          <ul class="r-people">
            {people.map((person) => (
              <li key={person.id}>
                <button type="button" disabled={busy !== ""} onClick={() => enter(person.id)}>
                  <Avatar role="agent" name={person.name} />
                  <span>
                    <strong>{person.name}</strong>
                    <span>{person.detail}</span>
                  </span>
                  {busy === person.id ? <Spinner label={w.working} /> : <Icon of={ChevronRight} />}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </main>
  );
};
