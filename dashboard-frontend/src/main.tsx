import { StrictMode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { configureClient } from "@/api/client";
import { loadConfig } from "@/api/config";
import { Session } from "@/api/session";
import { sessionCalls } from "@/api/session-calls";
import { SessionProvider } from "@/api/session-context";
import { App } from "@/app/app";
import { StartTrouble } from "@/app/start-trouble";
import { showOnPage } from "@/lib/language";
import { showTheme } from "@/lib/theme";
import { wordsReady } from "@/lib/words";
import "@/styles/main.css";

async function start(root: Root): Promise<void> {
  try {
    showOnPage();
    showTheme();
    const [config] = await Promise.all([loadConfig(), wordsReady()]);
    const session = new Session(sessionCalls);
    configureClient(config, session);
    void session.restore();
    root.render(
      <StrictMode>
        <SessionProvider session={session}>
          <App config={config} />
        </SessionProvider>
      </StrictMode>,
    );
  } catch {
    root.render(<StartTrouble onRetry={() => void start(root)} />);
  }
}

const container = document.getElementById("root");
if (container) void start(createRoot(container));
