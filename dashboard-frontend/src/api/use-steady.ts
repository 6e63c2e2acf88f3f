import { useState } from "react";

/** What pages need of a query to show what it loads, or why there is nothing. */
interface Loading<Data, Failure> {
  data: Data;
  error: Failure | null;
  refetch: () => Promise<unknown>;
}

/**
 * A query that goes on saying why there is nothing to show while it is asked for once more. It would begin anew
 * otherwise, and the reason would come and go for as long as the server is in trouble.
 */
export function useSteady<Data, Failure>(
  query: Loading<Data, Failure> & { errorUpdateCount: number },
): Loading<Data, Failure> {
  const { data, error, refetch, errorUpdateCount } = query;
  const [last, setLast] = useState(error);
  if (error !== null && error !== last) setLast(error);
  const failedBefore = data === undefined && errorUpdateCount > 0;
  return { data, error: error ?? (failedBefore ? last : null), refetch };
}
