/** Storage key: an agent was signed in on this browser and did not sign out. */
export const WAS_HERE = "stonechat.was_here";
