/** The secret stands behind the #: it goes into no server's log and no referrer. */
export function invitationLink(token: string): string {
  return `${window.location.origin}/accept-invitation#${token}`;
}

export function resetLink(token: string): string {
  return `${window.location.origin}/reset-password#${token}`;
}
