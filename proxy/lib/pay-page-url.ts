/** What a customer has chosen on the pay page, kept in its addresses. */
type Choices = { lang?: string | undefined; transferred?: boolean | undefined };

/** The address of the pay page, in a language where one is given. */
export function payPageUrl(publicUrl: string, slug: string, lang?: string): string {
  return withChoices(`${publicUrl}/pay/${slug}`, { lang });
}

/** The pay page's address or path, with what the customer chose. */
export function withChoices(page: string, { lang, transferred }: Choices): string {
  const query = [lang && `lang=${lang}`, transferred && 'transferred'].filter(Boolean).join('&');
  return query ? `${page}?${query}` : page;
}
