import type { UpstreamFault } from '../../upstream-faults/upstream-fault.ts';

// By the beginning of a fault's ID; all others come from OpenAI.
const SENDERS: readonly (readonly [idStart: string, sender: string])[] = [
  ['shape.azure', 'Azure OpenAI'],
  ['shape.gemini', 'Gemini'],
  ['shape.localai', 'LocalAI'],
  ['shape.unexplained', 'A provider, in words nobody knows'],
  ['finish.unknown_reason', 'A gateway'],
  ['shape.openrouter', 'OpenRouter'],
  ['shape.ollama', 'Ollama'],
  ['shape.vllm', 'vLLM'],
  ['shape.llamacpp', 'llama.cpp'],
  ['shape.groq', 'Groq'],
  ['http.413:groq', 'Groq'],
  ['shape.fastapi', 'A server built with FastAPI'],
  ['http.422', 'A server built with FastAPI'],
  ['shape.cloudflare_api', "Cloudflare's API"],
  ['shape.gateway_status', 'A gateway'],
  ['shape.param_not_string', 'Ray Serve'],
  ['srv.200_error_body', 'OpenRouter'],
  ['srv.200_html', 'A network with a login page'],
  ['redirect', 'A web server'],
];

/** Who sends a fault; `null` if there was no response. */
export function senderOfFault({ id, wire }: UpstreamFault): string | null {
  if (wire.type === 'connection') return null;
  return SENDERS.find(([start]) => id.startsWith(start))?.[1] ?? 'OpenAI';
}
