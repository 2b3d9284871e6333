/** What a customer has chosen on the pay page, kept in its addresses. */
type Choices = {
  lang?: string | undefined;
  transferred?: boolean | undefined;
  /** They come back from Mollie, where they have cancelled. */
  canceled?: boolean | undefined;
};

/** The address of the pay page, in a language where one is given. */
export function payPageUrl(publicUrl: string, slug: string, lang?: string): string {
  return withChoices(`${publicUrl}/pay/${slug}`, { lang });
}

/** Where Mollie sends the customer back to: after paying, and after cancelling. */
export function returnAddresses(publicUrl: string, slug: string, lang?: string) {
  const redirectUrl = payPageUrl(publicUrl, slug, lang);
  const cancelUrl = withChoices(payPageUrl(publicUrl, slug), { lang, canceled: true });
  return { redirectUrl, cancelUrl };
}

/** The pay page's address or path, with what the customer chose. */
export function withChoices(page: string, { lang, transferred, canceled }: Choices): string {
  const query = [lang && `lang=${lang}`, transferred && 'transferred', canceled && 'canceled']
    .filter(Boolean)
    .join('&');
  return query ? `${page}?${query}` : page;
}
