/** Searches the guide; a form that works without scripts. */
export function SearchForm({ query }: { query: string }) {
  return (
    <search>
      <form method="get" action="/errors" className="flex gap-2">
        <input
          type="search"
          name="q"
          aria-label="Search the error guide"
          placeholder="429, a code or the message"
          defaultValue={query}
          maxLength={1000}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="field min-h-11 min-w-0 flex-1"
        />
        <button type="submit" className="btn-primary min-h-11">
          Search
        </button>
      </form>
    </search>
  );
}
