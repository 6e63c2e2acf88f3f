import { Link } from "wouter";
import { MessageScreen } from "@/components/message-screen";
import { Button } from "@/components/ui/button";
import { useTitle } from "@/lib/use-title";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";

/** `within`: the main part of the page is around it. */
export function NotFound({ within = false }: { within?: boolean }) {
  const { notFound } = useWords(commonWords);
  useTitle(notFound.title);
  return (
    <MessageScreen
      page={within ? "within" : true}
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
