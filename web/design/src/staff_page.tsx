// The stages of a page for people at work: configuration, sign-in, session.
import { KeyRound, WifiOff } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Avatar, Banner, Button, Empty, Spinner } from "./components";
import { Icon } from "./icon";
import { type Brand, loadConfig, type PageConfig } from "./page_config";
import "./staff_page.css";

/** Somebody whom the demo lets in. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
  readonly role: string;
}

export interface StaffWords {
  readonly title: string;
  readonly loading: string;
  readonly retry: string;
  readonly start: { readonly failed: string; readonly lead: string };
  readonly signIn: Readonly<
    Record<"title" | "lead" | "none" | "noneLead" | "ended" | "failed" | "working", string>
  >;
}

interface SignInProps {
  readonly words: StaffWords;
  /** Who may be chosen; null where the insurer signs people in. */
  readonly people: () => Promise<readonly Person[] | null>;
  readonly tokenOf: (id: string) => Promise<string>;
  /** What stands behind a name. */
  readonly mark: (person: Person) => ComponentChildren;
}

interface Props<Session> extends SignInProps {
  readonly tokens: { stored(now: number): string | null; store(token: string | null): void };
  readonly begin: (config: PageConfig, token: string) => Promise<Session>;
  /** The page of a session; `leave` shows the sign-in, because the session has `ended` by itself or not. */
  readonly children: (
    session: Session,
    config: PageConfig,
    leave: (ended: boolean) => void,
  ) => ComponentChildren;
}

type Stage<Session> =
  | { readonly name: "loading" }
  | { readonly name: "failed" }
  | { readonly name: "sign-in"; readonly config: PageConfig; readonly ended: boolean }
  | { readonly name: "signed-in"; readonly config: PageConfig; readonly session: Session };

export const StaffPage = <Session,>({ tokens, begin, children, ...signIn }: Props<Session>) => {
  const [stage, setStage] = useState<Stage<Session>>({ name: "loading" });
  const { words } = signIn;

  const enter = async (config: PageConfig, token: string) => {
    tokens.store(token);
    setStage({ name: "loading" });
    setStage({ name: "signed-in", config, session: await begin(config, token) });
  };
  const start = async () => {
    setStage({ name: "loading" });
    try {
      const config = await loadConfig();
      const token = tokens.stored(Date.now());
      if (token === null) setStage({ name: "sign-in", config, ended: false });
      else await enter(config, token);
    } catch {
      setStage({ name: "failed" });
    }
  };
  useEffect(() => void start(), []);

  switch (stage.name) {
    case "loading":
      return (
        <main class="b-alone">
          <h1 class="sr-only">{words.title}</h1>
          <Spinner label={words.loading} />
        </main>
      );
    case "failed":
      return (
        <main class="b-alone">
          <h1 class="sr-only">{words.title}</h1>
          <Failed words={words} onRetry={() => void start()} />
        </main>
      );
    case "sign-in":
      return (
        <SignIn
          {...signIn}
          brand={stage.config.brand}
          ended={stage.ended}
          onToken={(token) => void enter(stage.config, token)}
        />
      );
    case "signed-in":
      return children(stage.session, stage.config, (ended) => {
        tokens.store(null);
        setStage({ name: "sign-in", config: stage.config, ended });
      });
  }
};

const Failed = ({ words, onRetry }: { words: StaffWords; onRetry: () => void }) => (
  <Empty title={words.start.failed} icon={<Icon of={WifiOff} size={40} />}>
    <p>{words.start.lead}</p>
    <Button kind="primary" onClick={onRetry}>
      {words.retry}
    </Button>
  </Empty>
);

type People = "loading" | "failed" | readonly Person[] | null;

const SignIn = (
  props: SignInProps & {
    readonly brand: Brand;
    /** Whether the last session has expired. */
    readonly ended: boolean;
    readonly onToken: (token: string) => void;
  },
) => {
  const { words, brand, ended, onToken } = props;
  const w = words.signIn;
  const [people, setPeople] = useState<People>("loading");
  const [busy, setBusy] = useState("");
  const [failed, setFailed] = useState(false);

  const load = () => {
    setPeople("loading");
    props.people().then(setPeople, () => setPeople("failed"));
  };
  useEffect(load, []);

  const enter = (id: string) => {
    setBusy(id);
    setFailed(false);
    props.tokenOf(id).then(onToken, () => {
      setBusy("");
      setFailed(true);
    });
  };

  return (
    <main class="b-sign-in">
      <div class="b-sign-in-card">
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
          <Spinner label={words.loading} />
        ) : people === "failed" ? (
          <Failed words={words} onRetry={load} />
        ) : people === null ? (
          <p>{w.noneLead}</p>
        ) : (
          <>
            <p class="b-sign-in-lead">{w.lead}</p>
            <ul class="b-people">
              {people.map((person) => (
                <li key={person.id}>
                  <button type="button" disabled={busy !== ""} onClick={() => enter(person.id)}>
                    <Avatar role="agent" name={person.name} />
                    <span>
                      <strong>{person.name}</strong>
                      <span>{person.detail}</span>
                    </span>
                    {busy === person.id ? <Spinner label={w.working} /> : props.mark(person)}
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
