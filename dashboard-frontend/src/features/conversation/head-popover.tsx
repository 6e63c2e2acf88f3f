import type { Conversation } from "@stonechat/openapi/types";
import { lazy, type ReactNode, Suspense } from "react";
import { PartBoundary } from "@/components/part-boundary";
import { Popover } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import type { HeadPart, OpenPart } from "./open-part";
import type { ChangeHead } from "./use-head";

const load = () => import("./head-choices");
const HeadChoices = lazy(async () => ({ default: (await load()).HeadChoices }));

/** Fetched when a hand comes near: by the time of the press it is there. */
export function loadChoices(): void {
  load().catch(() => undefined);
}

interface ChoicesLaterProps {
  part: HeadPart;
  conversation: Conversation;
  onChange: ChangeHead;
  onDone: () => void;
}

export function ChoicesLater(props: ChoicesLaterProps) {
  return (
    <PartBoundary>
      <Suspense fallback={<ChoicesSkeleton />}>
        <HeadChoices {...props} />
      </Suspense>
    </PartBoundary>
  );
}

function ChoicesSkeleton() {
  return (
    <div className="flex flex-col gap-4 px-3 py-4">
      <Skeleton className="h-4 w-40" />
      <Skeleton className="h-4 w-52" />
      <Skeleton className="h-4 w-44" />
      <Skeleton className="h-4 w-48" />
    </div>
  );
}

interface HeadPopoverProps extends Omit<ChoicesLaterProps, "onDone"> {
  label: string;
  trigger: ReactNode;
  opened: OpenPart;
  align?: "start" | "end";
}

/** A button of the head with what there is to choose from under it. */
export function HeadPopover({ label, trigger, opened, align = "start", part, ...choices }: HeadPopoverProps) {
  return (
    <Popover
      trigger={trigger}
      label={label}
      open={opened.part === part}
      onOpenChange={(open) => opened.open(open ? part : null)}
      align={align}
      className="p-0"
    >
      <ChoicesLater part={part} onDone={() => opened.open(null)} {...choices} />
    </Popover>
  );
}
