/**
 * The id of a model, as providers and servers write them: `gpt-4o`, `ft:gpt-4o:org::id`, `gpt-oss:20b`,
 * `openrouter/auto`, `@cf/meta/llama-3.1-8b-instruct` (Cloudflare), `~anthropic/claude` (OpenRouter),
 * `/models/llama` and `../llama.gguf` (vLLM and llama.cpp, by its path), `command-r+`.
 */
export const MODEL_ID = /^[\w./@~][\w.:/@~+-]{0,99}$/;
