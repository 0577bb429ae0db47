import { describeError } from '#lib/core/catalogue/describe-error.ts';
import { type StarlightError, toErrorBody } from '#lib/core/errors/starlight-error.ts';

/** Tells the operator why a request to the server failed, with the catalog's wording. */
export function FailureNotice({
  failure,
  upstreamName,
}: {
  failure: StarlightError;
  upstreamName: string;
}) {
  const { heading, sentence } = describeError(toErrorBody(failure.failure, 'none'), {
    audience: 'operator',
    contact: null,
    upstreamName,
    model: null,
  });
  return (
    <div role="alert" className="tone-problem rounded-xl border border-tone-line bg-tone-tint p-4">
      <p className="text-base font-semibold text-tone-text">{heading}</p>
      <p className="text-[0.9375rem] text-pretty">{sentence}</p>
    </div>
  );
}
