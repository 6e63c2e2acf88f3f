import { Link } from "wouter";
import { MessageScreen } from "@/components/message-screen";
import { Button } from "@/components/ui/button";
import { useTitle } from "@/lib/use-title";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";

export function NotFound() {
  const { notFound } = useWords(commonWords);
  useTitle(notFound.title);
  return (
    <MessageScreen
      page
      title={notFound.title}
      action={
        <Button asChild>
          <Link href="/inbox">{notFound.toInbox}</Link>
        </Button>
      }
    >
      {notFound.text}
    </MessageScreen>
  );
}
