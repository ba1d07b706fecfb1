// The app's stages: configuration, sign-in, session.
import { Button, Empty, Icon, Spinner } from "@baro/design";
import { loadConfig, type PageConfig } from "@baro/design/page_config";
import { demoPeople, demoToken, endSession } from "@baro/wire/browser";
import { WifiOff } from "lucide";
import { useEffect, useMemo, useState } from "preact/hooks";
import { type AgentSession, startAgentSession } from "./agent_session";
import { agentToken, STAFF } from "./auth_token";
import { language, t } from "./i18n";
import { type PanelContext, PanelProvider } from "./ui/panel_context";
import { Shell } from "./ui/shell";
import { SignIn } from "./ui/sign_in";

type Stage =
  | { readonly name: "loading" }
  | { readonly name: "failed" }
  | { readonly name: "sign-in"; readonly config: PageConfig; readonly ended: boolean }
  | { readonly name: "seated"; readonly config: PageConfig; readonly seat: AgentSession };

export const App = () => {
  const [stage, setStage] = useState<Stage>({ name: "loading" });

  const seat = async (config: PageConfig, token: string) => {
    agentToken.store(token);
    setStage({ name: "loading" });
    setStage({ name: "seated", config, seat: await startAgentSession(config, token) });
  };
  const start = async () => {
    setStage({ name: "loading" });
    try {
      const config = await loadConfig();
      const token = agentToken.stored(Date.now());
      if (token === null) setStage({ name: "sign-in", config, ended: false });
      else await seat(config, token);
    } catch {
      setStage({ name: "failed" });
    }
  };
  useEffect(() => void start(), []);
  useEffect(() => {
    document.documentElement.lang = language.value;
  }, [language.value]);

  switch (stage.name) {
    case "loading":
      return (
        <main class="p-centre p-full">
          <h1 class="sr-only">{t().title}</h1>
          <Spinner label={t().loading} />
        </main>
      );
    case "failed":
      return (
        <main class="p-centre p-full">
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
          onToken={(token) => void seat(stage.config, token)}
        />
      );
    case "seated":
      return (
        <Seated
          config={stage.config}
          seat={stage.seat}
          onEnd={(ended) => {
            agentToken.store(null);
            setStage({ name: "sign-in", config: stage.config, ended });
          }}
        />
      );
  }
};

const Seated = (props: { config: PageConfig; seat: AgentSession; onEnd: (ended: boolean) => void }) => {
  const { config, seat, onEnd } = props;
  const { desk, page } = seat;
  const { connection } = desk.state.value;
  const [demo, setDemo] = useState(false);
  useEffect(() => {
    demoPeople(STAFF).then(
      (people) => setDemo(people !== null),
      () => undefined, // unknown: no button
    );
  }, []);
  const panel = useMemo<PanelContext>(
    () => ({
      desk,
      page,
      claims: seat.claims,
      calls: seat.calls,
      jobs: seat.jobs,
      config,
      expiresAt: seat.expiresAt,
      waitingForMe: seat.waitingForMe,
      signOut: () => {
        desk.drafts.clear();
        seat.end();
        void endSession(seat.client);
        onEnd(false);
      },
      extend: demo
        ? async () => {
            const token = await demoToken(seat.person);
            agentToken.store(token);
            seat.renew(token);
          }
        : undefined,
    }),
    [seat, demo],
  );
  const over = connection.phase === "signed-out";
  useEffect(() => {
    if (!over) return;
    seat.end();
    onEnd(true);
  }, [over]);
  return (
    <PanelProvider value={panel}>
      <Shell />
    </PanelProvider>
  );
};
