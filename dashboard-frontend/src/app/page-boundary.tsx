import { Component, type ReactNode } from "react";
import { MessageScreen } from "@/components/message-screen";
import { Button } from "@/components/ui/button";

interface PageBoundaryProps {
  children: ReactNode;
}

/**
 * Catches what a page could not be shown for. Most of the time that is a file of an earlier build, which is gone after
 * an upgrade; the sentence and the way on are right for every other cause too.
 */
export class PageBoundary extends Component<PageBoundaryProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <MessageScreen
        alert
        page
        title="This page didn't open"
        action={<Button onClick={() => window.location.reload()}>Reload</Button>}
      >
        Stonechat may have just been updated. Reload to go on; what you typed is kept.
      </MessageScreen>
    );
  }
}
