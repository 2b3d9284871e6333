/** The address of the pay page, in a language where one is given. */
export function payPageUrl(publicUrl: string, slug: string, language?: string): string {
  const page = `${publicUrl}/pay/${slug}`;
  return language === undefined ? page : `${page}?lang=${language}`;
}
