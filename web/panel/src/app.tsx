// The app's stages: configuration, sign-in, session.
import type { PageConfig } from "@baro/design/page_config";
import { StaffPage } from "@baro/design/staff_page";
import { demoPeople, demoToken, endSession } from "@baro/wire/browser";
import { useEffect, useMemo, useState } from "preact/hooks";
import { type AgentSession, startAgentSession } from "./agent_session";
import { agentToken, STAFF } from "./auth_token";
import { language, t } from "./i18n";
import { type PanelContext, PanelProvider } from "./ui/panel_context";
import { Shell } from "./ui/shell";

export const App = () => {
  useEffect(() => {
    document.documentElement.lang = language.value;
  }, [language.value]);
  const { roles } = t().signIn;
  return (
    <StaffPage
      words={t()}
      tokens={agentToken}
      people={() => demoPeople(STAFF)}
      tokenOf={demoToken}
      mark={({ role }) => <span>{roles[role] ?? role}</span>}
      begin={startAgentSession}
    >
      {(seat, config, leave) => <Seated config={config} seat={seat} onEnd={leave} />}
    </StaffPage>
  );
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
