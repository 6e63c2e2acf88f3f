import { Link } from "wouter";
import { MessageScreen } from "@/components/message-screen";
import { Button } from "@/components/ui/button";
import { Shell } from "./shell";

export function NotFound() {
  return (
    <Shell>
      <MessageScreen
        page
        title="There is nothing here"
        action={
          <Button asChild>
            <Link href="/inbox">Go to the inbox</Link>
          </Button>
        }
      >
        The address may be mistyped.
      </MessageScreen>
    </Shell>
  );
}
