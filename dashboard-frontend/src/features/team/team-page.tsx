import type { Agent, MadeInvitation } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { UserRoundPlus, UsersRound } from "lucide-react";
import { useState } from "react";
import { agentList } from "@/api/queries";
import { sentenceFor } from "@/api/sentences";
import { useSteady } from "@/api/use-steady";
import { MessageScreen } from "@/components/message-screen";
import { LoadTrouble, Page } from "@/components/page";
import { SecretDialog } from "@/components/secret-dialog";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/page-header";
import { RowsSkeleton } from "@/components/ui/skeleton";
import { useWords } from "@/lib/words";
import { teamWords } from "@/words/team";
import { AgentRow } from "./agent-row";
import { InvitationsSection } from "./invitations-section";
import { InviteDialog } from "./invite-dialog";
import { invitationLink } from "./links";
import { peopleOf, seatsText } from "./seats";

/** Who is on the team, and who is asked to come. */
export function TeamPage() {
  const words = useWords(teamWords);
  const [inviting, setInviting] = useState(false);
  const [made, setMade] = useState<MadeInvitation | null>(null);
  return (
    <Page
      title={words.title}
      lead={words.lead}
      action={
        <Button onClick={() => setInviting(true)}>
          <UserRoundPlus aria-hidden />
          {words.invite}
        </Button>
      }
    >
      <TeamSection />
      <InvitationsSection onLink={setMade} />
      <InviteDialog open={inviting} onClose={() => setInviting(false)} onMade={setMade} />
      <SecretDialog
        secret={made && invitationLink(made.token)}
        onClose={() => setMade(null)}
        title={words.linkTitle(made?.email ?? "")}
        lead={words.linkLead}
        label={words.link}
        copyLabel={words.copyLink}
        done={words.done}
      />
    </Page>
  );
}

function TeamSection() {
  const words = useWords(teamWords);
  const { data, error, refetch } = useSteady(useQuery(agentList()));
  const people = peopleOf(data?.items ?? []);
  if (!data && error) {
    return <LoadTrouble title={words.notLoaded} text={sentenceFor(error)} onRetry={refetch} />;
  }
  return (
    <Section title={words.team} lead={data && seatsText(data.items, data.seats, words)}>
      {!data && <RowsSkeleton faces />}
      <ul>
        {people.toSorted(byActivity).map((agent) => (
          <AgentRow key={agent.id} agent={agent} />
        ))}
      </ul>
      {people.length === 1 && (
        <MessageScreen picture={<UsersRound aria-hidden />} title={words.alone} className="h-auto">
          {words.aloneText}
        </MessageScreen>
      )}
    </Section>
  );
}

/** Who is active comes first; else in the order in which they came. */
function byActivity(one: Agent, other: Agent): number {
  return Number(other.active) - Number(one.active);
}
