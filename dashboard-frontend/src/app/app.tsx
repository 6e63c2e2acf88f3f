import { lazy, Suspense, useEffect } from "react";
import { Redirect, useLocation, useSearch } from "wouter";
import type { Config } from "@/api/config";
import { sentenceFor } from "@/api/sentences";
import { useSession, useSessionState } from "@/api/session-context";
import { MessageScreen } from "@/components/message-screen";
import { Button } from "@/components/ui/button";
import { storage } from "@/lib/storage";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { BootScreen } from "./boot-screen";
import { loadWhatFollows, SignedIn } from "./load-pages";
import { PageBoundary } from "./page-boundary";
import { WAS_HERE } from "./was-here";
import { placeAfterSignIn, signInAddress } from "./way-back";

const SignInPage = lazy(async () => ({ default: (await import("@/features/sign-in/sign-in-page")).SignInPage }));
const AcceptInvitationPage = lazy(async () => ({
  default: (await import("@/features/join/accept-invitation-page")).AcceptInvitationPage,
}));
const ResetPasswordPage = lazy(async () => ({
  default: (await import("@/features/join/reset-password-page")).ResetPasswordPage,
}));

// Who was signed in here most likely still is: what they will see is fetched while the session is being restored.
if (storage.get(WAS_HERE) !== null) loadWhatFollows(window.location.pathname);

const RETRY_MS = 5_000;

export function App({ config }: { config: Config }) {
  return (
    <PageBoundary>
      <Suspense fallback={<BootScreen />}>
        <Page config={config} />
      </Suspense>
    </PageBoundary>
  );
}

function Page({ config }: { config: Config }) {
  const state = useSessionState();
  const [path] = useLocation();
  const search = useSearch();
  const atSignIn = path === "/sign-in";
  // Links work for whoever has them, also where somebody else is still signed in.
  if (path === "/accept-invitation") return <AcceptInvitationPage />;
  if (path === "/reset-password") return <ResetPasswordPage />;
  switch (state.phase) {
    case "restoring":
      return <BootScreen />;
    case "unreachable":
      return <Unreachable error={state.error} />;
    case "signed_out":
      if (atSignIn)
        return <SignInPage onBegin={() => loadWhatFollows(placeAfterSignIn(search).split("?")[0] ?? "/")} />;
      // Who signed out on purpose starts anew; everybody else goes on where they were.
      return <Redirect to={state.because === "asked" ? "/sign-in" : signInAddress(path, search)} replace />;
    case "signed_in":
      if (atSignIn) return <Redirect to={placeAfterSignIn(search)} replace />;
      return <SignedIn key={state.agent.id} agent={state.agent} config={config} />;
    default:
      return state satisfies never;
  }
}

function Unreachable({ error }: { error: unknown }) {
  const { boot } = useWords(commonWords);
  const session = useSession();
  useEffect(() => {
    const again = (): void => void session.restore();
    const timer = setTimeout(again, RETRY_MS);
    window.addEventListener("online", again);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", again);
    };
  }, [session]);
  return (
    <MessageScreen
      alert
      page
      title={boot.unreachable}
      action={<Button onClick={() => void session.restore()}>{boot.tryNow}</Button>}
    >
      {sentenceFor(error)} {boot.keepTrying}
    </MessageScreen>
  );
}
