// The same tokens as the product's: HS256, checked on each request and at the socket's handshake.

import { createSecretKey } from "node:crypto";
import jwt from "jsonwebtoken";

/** @param {string} secret @returns {(token: string) => import("./wire.js").Actor | null} */
export function makeVerifier(secret) {
  const key = createSecretKey(Buffer.from(secret));
  /** @type {import("jsonwebtoken").VerifyOptions} */
  const options = { algorithms: ["HS256"], audience: ["customer", "agent"] };
  return (token) => {
    try {
      const claims = /** @type {import("jsonwebtoken").JwtPayload} */ (jwt.verify(token, key, options));
      if (!claims.sub) return null;
      return { kind: claims.aud === "agent" ? "agent" : "customer", id: claims.sub };
    } catch {
      return null;
    }
  };
}
