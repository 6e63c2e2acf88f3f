import { ArrowLeft } from "lucide-react";
import { Link } from "wouter";
import { isMissing, sentenceFor } from "@/api/sentences";
import { useCustomerDetail } from "@/api/use-rows";
import { useSteady } from "@/api/use-steady";
import { MessageScreen } from "@/components/message-screen";
import { LoadTrouble } from "@/components/page";
import { Button } from "@/components/ui/button";
import { useTitle } from "@/lib/use-title";
import { useWords } from "@/lib/words";
import { customerWords } from "@/words/customer";
import { displayName } from "@/words/names";
import { AboutCustomer } from "./about-customer";
import { CustomerSkeleton } from "./customer-skeleton";

interface CustomerPageProps {
  customerId: string;
  /** Where the list is that one came from. */
  listHref: string;
}

/** One customer, with all the room there is. */
export function CustomerPage({ customerId, listHref }: CustomerPageProps) {
  const words = useWords(customerWords);
  const { data: customer, error, refetch } = useSteady(useCustomerDetail(customerId));
  const name = customer ? displayName(customer) : words.title;
  useTitle(name);
  return (
    <div className="h-full overflow-y-auto overscroll-contain bg-surface">
      <header className="sticky top-0 z-10 flex h-14 items-center gap-2 border-line border-b bg-surface px-3 md:px-6">
        <Button asChild variant="quiet" size="icon">
          <Link href={listHref} aria-label={words.toCustomers} title={words.toCustomers}>
            <ArrowLeft aria-hidden className="rtl:-scale-x-100" />
          </Link>
        </Button>
        <h1 className="truncate font-semibold text-16">{name}</h1>
      </header>
      <div className="max-w-280 px-4 pb-8 md:px-8">
        {customer ? (
          <>
            <h2 className="sr-only">{words.title}</h2>
            <AboutCustomer key={customer.id} customer={customer} search="" wide />
          </>
        ) : error && isMissing(error) ? (
          <MessageScreen
            alert
            title={words.missing}
            className="h-auto"
            action={
              <Button asChild variant="outline">
                <Link href={listHref}>{words.toCustomers}</Link>
              </Button>
            }
          >
            {words.missingText}
          </MessageScreen>
        ) : error ? (
          <LoadTrouble title={words.notLoaded} text={sentenceFor(error)} onRetry={refetch} />
        ) : (
          <CustomerSkeleton />
        )}
      </div>
    </div>
  );
}
