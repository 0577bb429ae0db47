/** The Starlight logo: a four-pointed star. */
export function StarMark({ className = 'size-8' }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className={`text-accent ${className}`}>
      <path
        fill="currentColor"
        d="M16 2c1.2 8 4.8 12.6 13 14-8.2 1.4-11.8 6-13 14-1.2-8-4.8-12.6-13-14 8.2-1.4 11.8-6 13-14Z"
      />
    </svg>
  );
}
