import { type ReactNode, useState } from "react";
import type { Chat } from "../chat/chat";
import type { ChatView } from "../chat/view";
import { words } from "../text/words";
import { Menu } from "./Menu";
import { saveText } from "./save-text";
import { transcriptOf } from "./transcript";

/** What is seldom done. */
export function Options({ view, chat }: { view: ChatView; chat: Chat }): ReactNode {
  const [failed, setFailed] = useState(false);
  const save = async (): Promise<void> => {
    setFailed(false);
    const title = view.config?.name ?? words.chat;
    try {
      const messages = await chat.places.allMessages();
      // Who answered is known only now.
      const { agentName } = chat.view();
      // Sweden writes dates so that files sort by them.
      const name = `${title} ${new Date().toLocaleDateString("sv")}.txt`;
      saveText(
        name,
        transcriptOf(title, messages, (id) => agentName(id) ?? title),
      );
    } catch {
      setFailed(true);
    }
  };
  const sound = { name: view.muted ? words.soundOn : words.soundOff, act: () => chat.mute(!view.muted) };
  const transcript = { name: words.transcript, act: () => void save() };
  return (
    <>
      <Menu items={view.screen === "thread" ? [sound, transcript] : [sound]} />
      <p className="line hint" role="alert">
        {failed && words.transcriptFailed}
      </p>
    </>
  );
}
