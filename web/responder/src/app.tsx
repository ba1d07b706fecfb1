// The page's stages: configuration, sign-in, session.
import { Button, Empty, Icon, Spinner } from "@baro/design";
import { loadConfig, type PageConfig } from "@baro/design/page_config";
import { endSession } from "@baro/wire/browser";
import { WifiOff } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { responderToken, type Session, startSession } from "./session";
import { language, t } from "./texts";
import { Screen } from "./ui/screen";
import { SignIn } from "./ui/sign_in";

type Stage =
  | { readonly name: "loading" }
  | { readonly name: "failed" }
  | { readonly name: "sign-in"; readonly config: PageConfig; readonly ended: boolean }
  | { readonly name: "signed-in"; readonly session: Session };

export const App = () => {
  const [stage, setStage] = useState<Stage>({ name: "loading" });

  const enter = async (config: PageConfig, token: string) => {
    responderToken.store(token);
    setStage({ name: "loading" });
    setStage({ name: "signed-in", session: await startSession(config, token) });
  };
  const start = async () => {
    setStage({ name: "loading" });
    try {
      const config = await loadConfig();
      const token = responderToken.stored(Date.now());
      if (token === null) setStage({ name: "sign-in", config, ended: false });
      else await enter(config, token);
    } catch {
      setStage({ name: "failed" });
    }
  };
  useEffect(() => void start(), []);
  useEffect(() => {
    document.documentElement.lang = language.value;
    document.title = t().title;
  }, [language.value]);

  switch (stage.name) {
    case "loading":
      return (
        <main class="r-alone">
          <h1 class="sr-only">{t().title}</h1>
          <Spinner label={t().loading} />
        </main>
      );
    case "failed":
      return (
        <main class="r-alone">
          <h1 class="sr-only">{t().title}</h1>
          <Empty title={t().start.failed} icon={<Icon of={WifiOff} size={40} />}>
            <p>{t().start.lead}</p>
            <Button kind="primary" onClick={() => void start()}>
              {t().retry}
            </Button>
          </Empty>
        </main>
      );
    case "sign-in":
      return (
        <SignIn
          brand={stage.config.brand}
          ended={stage.ended}
          onToken={(token) => void enter(stage.config, token)}
        />
      );
    case "signed-in": {
      const { session } = stage;
      const leave = (ended: boolean) => {
        responderToken.store(null);
        session.end();
        setStage({ name: "sign-in", config: session.config, ended });
      };
      return (
        <SignedIn
          session={session}
          onSignOut={() => {
            void endSession(session.client);
            leave(false);
          }}
          onOver={() => leave(true)}
        />
      );
    }
  }
};

const SignedIn = (props: { session: Session; onSignOut: () => void; onOver: () => void }) => {
  const over = props.session.state.value.connection.phase === "signed-out";
  useEffect(() => {
    if (over) props.onOver();
  }, [over]);
  return <Screen session={props.session} onSignOut={props.onSignOut} />;
};
