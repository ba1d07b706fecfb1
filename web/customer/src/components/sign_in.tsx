// The sign-in screen: the demo's people, or where to sign in.
import { Avatar, Icon, Spinner } from "@baro/design";
import { type DemoPerson, demoPeople } from "@baro/wire/browser";
import { ChevronRight } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { config } from "../model";
import { demoSignIn } from "../session";
import { ensureSession } from "../sign_in_flow";
import { t } from "../texts";
import { CallCentre } from "./call_centre";
import { Logo } from "./logo";

export const SignIn = () => {
  const brand = config.value?.brand;
  const demo = config.value?.capabilities.demo === true;
  const [people, setPeople] = useState<readonly DemoPerson[] | null | "loading">(demo ? "loading" : null);
  const [entering, setEntering] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    if (demo) demoPeople(["customer"]).then(setPeople, () => setPeople(null));
  }, []);

  const enter = async (id: string) => {
    setEntering(id);
    setFailed(false);
    try {
      await demoSignIn(id);
      await ensureSession();
    } catch {
      setFailed(true);
      setEntering(null);
    }
  };

  return (
    <main class="c-sign-in">
      <header>
        <Logo size="large" />
        <h1>{t("sign_in_title")}</h1>
        <p>{t("sign_in_lead")}</p>
      </header>
      {people === "loading" ? (
        <p class="c-loading">
          <Spinner />
          {t("sign_in_loading")}
        </p>
      ) : people ? (
        <section aria-labelledby="pick">
          <h2 id="pick">{t("sign_in_pick")}</h2>
          <ul>
            {people.map((person) => (
              <li key={person.id}>
                <button
                  type="button"
                  class="c-person"
                  disabled={entering !== null}
                  onClick={() => void enter(person.id)}
                >
                  <Avatar role="customer" name={person.name} />
                  <span>
                    <strong>{person.name}</strong>
                    <span>{person.detail}</span>
                  </span>
                  {entering === person.id ? <Spinner /> : <Icon of={ChevronRight} />}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : (
        <section class="c-no-sign-in">
          <h2>{t("sign_in_elsewhere")}</h2>
          <p>{t("sign_in_elsewhere_lead", { brand: brand?.name ?? "" })}</p>
          {config.value?.signIn ? (
            <a class="b-button" data-kind="primary" href={config.value.signIn}>
              {t("sign_in_again")}
            </a>
          ) : null}
        </section>
      )}
      <p role="alert" class="b-field-error">
        {failed ? t("sign_in_failed") : ""}
      </p>
      <CallCentre />
    </main>
  );
};
