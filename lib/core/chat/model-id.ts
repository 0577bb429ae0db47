/**
 * A model id as used by providers and servers: `gpt-4o`, `ft:gpt-4o:org::id`, `gpt-oss:20b`,
 * `openrouter/auto`, `@cf/meta/llama-3.1-8b-instruct` (Cloudflare), `~anthropic/claude` (OpenRouter),
 * `/models/llama` and `../llama.gguf` (paths in vLLM and llama.cpp), `command-r+`.
 */
export const MODEL_ID = /^[\w./@~][\w.:/@~+-]{0,99}$/;
