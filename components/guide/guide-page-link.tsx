/** A link to a provider's page. */
export function GuidePageLink({ href, label }: { href: string; label: string }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      className="inline-flex items-center self-start text-accent underline underline-offset-2 pointer-coarse:min-h-11"
    >
      {label}
    </a>
  );
}
