import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';

/**
 * The upstream has no Responses API, or does not serve the model there. `advice` says in our words how each
 * client switches to Chat Completions.
 */
export class ResponsesMissingError extends StarlightError {
  readonly code = 'responses_not_supported';
  readonly advice =
    "This site's upstream doesn't offer this model in the Responses API. Use Chat Completions instead: openai.chat.completions.create in the openai SDK, openai.chat(model) in the AI SDK, useResponsesApi: false in LangChain.";

  /** @param refusal what the upstream answered; it counts as refused, which is never billed */
  constructor(refusal: StarlightError) {
    super({ ...refusal.failure, status: 404 });
    this.cause = refusal.cause;
  }
}
