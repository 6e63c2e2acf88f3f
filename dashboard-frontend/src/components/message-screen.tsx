import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

interface MessageScreenProps {
  picture?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** Announces itself: something went wrong. */
  alert?: boolean;
  /** It is all there is on the page; `within`: of what is shown within its main part. */
  page?: boolean | "within";
  className?: string;
}

/** Empty and error states: what it is, one sentence, one action. */
export function MessageScreen({ picture, title, children, action, alert, page, className }: MessageScreenProps) {
  const Heading = page ? "h1" : "h2";
  const screen = (
    <div
      role={alert ? "alert" : undefined}
      className={cn(
        "flex h-full animate-fade flex-col items-center justify-center gap-2 px-6 py-12 text-center",
        className,
      )}
    >
      {picture && <div className="mb-2 text-muted [&_svg]:size-8 [&_svg]:stroke-[1.5]">{picture}</div>}
      <Heading className="font-semibold text-16">{title}</Heading>
      {children && <div className="max-w-80 text-balance text-14 text-muted">{children}</div>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
  return page === true ? <main className="h-full min-w-0 grow">{screen}</main> : screen;
}
