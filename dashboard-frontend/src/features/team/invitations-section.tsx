import { renewInvitation, revokeInvitation } from "@stonechat/openapi/sdk";
import type { Invitation, InvitationList, MadeInvitation } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { agentList } from "@/api/queries";
import { sentenceFor } from "@/api/sentences";
import { invitationList } from "@/api/settings-queries";
import { useSteady } from "@/api/use-steady";
import { showAhead, useWrite } from "@/api/use-write";
import { LoadTrouble } from "@/components/page";
import { TimeText } from "@/components/time-text";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Section } from "@/components/ui/page-header";
import { RowsSkeleton } from "@/components/ui/skeleton";
import { whenWithin } from "@/lib/times";
import { useNow } from "@/lib/use-now";
import { useWords } from "@/lib/words";
import { teamWords } from "@/words/team";

/** `onLink`: an invitation has a new link, which is shown only now. */
export function InvitationsSection({ onLink }: { onLink: (invitation: MadeInvitation) => void }) {
  const words = useWords(teamWords);
  const { data, error, refetch } = useSteady(useQuery(invitationList()));
  return (
    <Section title={words.invitations} lead={words.invitationsLead}>
      {data?.items.length === 0 && <p className="text-13 text-muted">{words.noInvitations}</p>}
      {data && (
        <ul>
          {data.items.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} onLink={onLink} />
          ))}
        </ul>
      )}
      {!data && !error && <RowsSkeleton rows={2} />}
      {!data && error && <LoadTrouble title={words.invitationsNotLoaded} text={sentenceFor(error)} onRetry={refetch} />}
    </Section>
  );
}

interface InvitationRowProps {
  invitation: Invitation;
  onLink: (invitation: MadeInvitation) => void;
}

function InvitationRow({ invitation, onLink }: InvitationRowProps) {
  const words = useWords(teamWords);
  const now = useNow();
  const { data: agents } = useQuery(agentList());
  const { id, email, expires_at } = invitation;
  const path = { invitation_id: id };
  const renew = useWrite({
    write: async () => (await renewInvitation({ path, throwOnError: true })).data,
    keep: (cache, made) => {
      void cache.invalidateQueries({ queryKey: invitationList().queryKey });
      onLink(made);
    },
  });
  const revoke = useWrite({
    write: () => revokeInvitation({ path, throwOnError: true }),
    ahead: (cache) =>
      showAhead<InvitationList>(cache, invitationList().queryKey, ({ items }) => ({
        items: items.filter((other) => other.id !== id),
      })),
    said: () => ({ text: words.revoked(email) }),
  });
  const expired = Date.parse(expires_at) <= now.getTime();
  const inviter = agents?.items.find((agent) => agent.id === invitation.invited_by)?.name;
  const until = whenWithin(expires_at, now);
  return (
    <li className="flex min-h-16 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b py-2 last:border-b-0">
      <div className="min-w-0 grow basis-52">
        <p className="flex flex-wrap items-center gap-2 font-medium text-14">
          <span className="truncate">{email}</span>
          {invitation.role === "admin" && <Chip>{words.admin}</Chip>}
        </p>
        <p className={expired ? "text-13 text-amber-ink" : "text-13 text-muted"}>
          <TimeText at={expires_at}>{expired ? words.expired(until) : words.expires(until)}</TimeText>
          {inviter !== undefined && ` · ${words.invitedBy(inviter)}`}
        </p>
      </div>
      <div className="flex gap-2">
        <Button
          variant="outline"
          size="small"
          aria-label={words.renewFor(email)}
          aria-disabled={renew.pending}
          onClick={() => void renew.run(undefined)}
        >
          {words.renew}
        </Button>
        <Button
          variant="quiet"
          size="small"
          aria-label={words.revokeFor(email)}
          onClick={() => void revoke.run(undefined)}
        >
          {words.revoke}
        </Button>
      </div>
    </li>
  );
}
