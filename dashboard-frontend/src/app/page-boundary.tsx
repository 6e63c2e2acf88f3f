import { Component, type ReactNode } from "react";
import { MessageScreen } from "@/components/message-screen";
import { Button } from "@/components/ui/button";
import { commonWords } from "@/words/common";

interface PageBoundaryProps {
  /** The main part of the page is around it. */
  within?: boolean;
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
    const words = commonWords.now();
    return (
      <MessageScreen
        alert
        page={this.props.within ? "within" : true}
        title={words.boot.notOpened}
        action={<Button onClick={() => window.location.reload()}>{words.reload}</Button>}
      >
        {words.boot.updated}
      </MessageScreen>
    );
  }
}
