// The page's stages: configuration, sign-in, session.
import { Icon } from "@baro/design";
import { StaffPage } from "@baro/design/staff_page";
import { demoPeople, demoToken, endSession } from "@baro/wire/browser";
import { ChevronRight } from "lucide";
import { useEffect } from "preact/hooks";
import { RESPONDERS, responderToken, type Session, startSession } from "./session";
import { language, t } from "./texts";
import { Screen } from "./ui/screen";

export const App = () => {
  useEffect(() => {
    document.documentElement.lang = language.value;
    document.title = t().title;
  }, [language.value]);
  return (
    <StaffPage
      words={t()}
      tokens={responderToken}
      people={() => demoPeople(RESPONDERS)}
      tokenOf={demoToken}
      mark={() => <Icon of={ChevronRight} />}
      begin={startSession}
    >
      {(session, _config, leave) => {
        const end = (ended: boolean) => {
          session.end();
          leave(ended);
        };
        return (
          <SignedIn
            session={session}
            onSignOut={() => {
              void endSession(session.client);
              end(false);
              session.forget();
            }}
            onOver={() => end(true)}
          />
        );
      }}
    </StaffPage>
  );
};

const SignedIn = (props: { session: Session; onSignOut: () => void; onOver: () => void }) => {
  const over = props.session.state.value.connection.phase === "signed-out";
  useEffect(() => {
    if (over) props.onOver();
  }, [over]);
  return <Screen session={props.session} onSignOut={props.onSignOut} />;
};
