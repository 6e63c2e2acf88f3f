import { type KeyboardEvent, type ReactNode, useEffect, useRef, useSyncExternalStore } from "react";
import type { Chat } from "../chat/chat";
import type { ChatView } from "../chat/view";
import type { Shell } from "../shell";
import { backAgain, isAway } from "../text/away";
import { isolated } from "../text/direction";
import { words } from "../text/words";
import { isComposing } from "./composing";
import { INVALID } from "./Field";
import { Header } from "./Header";
import { StartForm } from "./StartForm";
import { ThreadScreen } from "./ThreadScreen";
import { isTouch } from "./touch";
import { useMore } from "./useMore";

interface AppProps {
  chat: Chat;
  shell: Shell;
  onClose: () => void;
}

export function App({ chat, shell, onClose }: AppProps): ReactNode {
  const view = useSyncExternalStore(chat.subscribe, chat.view);
  const shown = useSyncExternalStore(shell.subscribe, shell.isShown);
  const focusCalls = useSyncExternalStore(shell.subscribe, shell.focusCalls);
  const more = useMore(view.conversationId !== null);
  const panel = useFocus(view.screen, shown, focusCalls);

  const closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || isComposing(event.nativeEvent)) return;
    event.stopPropagation();
    onClose();
  };

  return (
    <main className="panel" ref={panel} tabIndex={-1} aria-label={words.chat} onKeyDown={closeOnEscape}>
      <Header
        name={view.config?.name ?? words.chat}
        status={statusOf(view)}
        onBack={view.canGoBack ? () => chat.places.showList() : null}
        menu={more && view.conversationId !== null && <more.Options view={view} chat={chat} />}
        onClose={onClose}
      />
      <Screen view={view} chat={chat} shown={shown} more={more} />
    </main>
  );
}

function statusOf({ config, screen, over, blocked, typist, teamIsThere, agentName }: ChatView): string {
  // No promise that nobody can keep, or of which that is not known yet.
  if (!config || over || blocked) return "";
  if (screen === "list") return words.conversations;
  if (typist) return words.typing(isolated(agentName(typist.id) ?? config.name));
  const now = new Date();
  // The form itself says when nobody is there.
  if (screen === "thread" && isAway(config, now)) return backAgain(config, now);
  return teamIsThere === false ? words.nobodyThere : words.replyHere;
}

interface ScreenProps {
  view: ChatView;
  chat: Chat;
  shown: boolean;
  more: ReturnType<typeof useMore>;
}

function Screen({ view, chat, shown, more }: ScreenProps): ReactNode {
  switch (view.screen) {
    case "thread":
      return <ThreadScreen key={view.conversationId} view={view} chat={chat} shown={shown} Rating={more?.RatingCard} />;
    case "list":
      return more ? <more.ListScreen view={view} chat={chat} /> : <Waiting />;
    case "form":
      return (
        view.config && (
          <StartForm
            config={view.config}
            start={view.form}
            line={view.line}
            onStart={(answers, text, begun) => chat.start(answers, text, begun)}
          />
        )
      );
    case "unavailable":
      return <p className="notice">{words.unavailable}</p>;
    case "unreachable":
      return (
        <div className="notice">
          <p>{words.unreachable}</p>
          <button type="button" className="primary" onClick={() => chat.wake()}>
            {words.tryAgain}
          </button>
        </div>
      );
    case "loading":
      return <Waiting />;
  }
}

function Waiting(): ReactNode {
  return <div className="waiting" role="status" aria-label={words.loading} />;
}

/** Moves the focus to where typing begins, when the customer asked for the panel or the screen changed under their hands. */
function useFocus(screen: string, shown: boolean, focusCalls: number): React.RefObject<HTMLElement | null> {
  const panel = useRef<HTMLElement>(null);
  const answered = useRef({ focusCalls: 0, screen });
  useEffect(() => {
    const asked = focusCalls !== answered.current.focusCalls;
    const changed = screen !== answered.current.screen && document.hasFocus();
    if (!shown || !(asked || changed)) return;
    answered.current = { focusCalls, screen };
    if (asked) window.focus();
    // On a touch screen the focus would call up the keyboard over a form that was not read yet.
    const find = (selector: string): HTMLElement | null | undefined =>
      panel.current?.querySelector<HTMLElement>(selector);
    const target = isTouch() ? null : (find(INVALID) ?? find("[data-first]"));
    if (!panel.current?.contains(document.activeElement) || target) (target ?? panel.current)?.focus();
  }, [screen, shown, focusCalls]);
  return panel;
}
