import { client } from "@stonechat/openapi/sdk";

/** Where an agent's picture is; null where initials stand for it. */
export function faceAddress(faceId: string | null | undefined): string | null {
  return faceId ? `${client.getConfig().baseUrl ?? ""}/v1/faces/${faceId}` : null;
}
