import type { ReactNode } from "react";
import { MessageScreen } from "@/components/message-screen";
import { TryAgain } from "@/components/try-again";
import { PageHeader } from "@/components/ui/page-header";
import { useTitle } from "@/lib/use-title";

interface PageProps {
  title: string;
  lead?: ReactNode;
  action?: ReactNode;
  /** Two columns need more room than a form. */
  wide?: boolean;
  children: ReactNode;
}

/** What a page of text and forms looks like: its name in the tab and above, and no longer lines than one reads well. */
export function Page({ title, lead, action, wide = false, children }: PageProps) {
  useTitle(title);
  return (
    <div className={wide ? "max-w-280 px-4 pt-4 pb-8 md:p-8" : "max-w-200 px-4 pt-4 pb-8 md:p-8"}>
      <PageHeader title={title} lead={lead} action={action} />
      {children}
    </div>
  );
}

interface LoadTroubleProps {
  title: string;
  /** What happened, and what to do. */
  text: string;
  onRetry: () => Promise<unknown>;
}

/** In place of what could not be loaded. */
export function LoadTrouble({ title, text, onRetry }: LoadTroubleProps) {
  return (
    <MessageScreen alert title={title} className="h-auto" action={<TryAgain onRetry={onRetry} />}>
      {text}
    </MessageScreen>
  );
}
