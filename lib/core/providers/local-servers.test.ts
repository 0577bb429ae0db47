import { describe, expect, it } from 'vitest';
import { correctLocalUrl, isLocalServer, localServerNames } from './local-servers.ts';

describe('a local server', () => {
  it.each([
    ['http://localhost:11434/v1', 'Ollama'],
    ['http://127.0.0.1:1234/v1', 'LM Studio'],
    ['http://[::1]:8000/v1', 'vLLM'],
    ['http://host.docker.internal:8080/v1', 'llama.cpp or LocalAI'],
    ['http://192.168.1.20:5000/v1', 'text-generation-webui or TabbyAPI'],
    ['http://ollama:11434/v1', 'Ollama'],
    ['http://localhost:1337/v1', 'Jan'],
    ['http://localhost:9999/v1', null],
    ['https://relay.example:11434/v1', null],
    ['https://api.openai.com/v1', null],
  ])('at %s may be %s', (baseUrl, names) => {
    expect(localServerNames(baseUrl)).toBe(names);
  });

  it.each([
    ['http://localhost:11434', 'http://localhost:11434/v1'],
    ['http://localhost:11434/api', 'http://localhost:11434/v1'],
    ['http://ollama:11434/', 'http://ollama:11434/v1'],
    ['http://localhost:11434/v1', null],
    ['http://localhost:8080', null],
    ['http://localhost:9999', null],
    ['https://relay.example:11434', null],
  ])('at %s should be at %s', (baseUrl, correct) => {
    expect(correctLocalUrl(baseUrl)).toBe(correct);
  });

  it.each([
    ['http://localhost:9999/v1', true],
    ['http://10.0.0.5/v1', true],
    ['http://172.16.0.5/v1', true],
    ['http://172.32.0.5/v1', false],
    ['https://127.0.0.1.evil.test/v1', false],
    ['https://relay.example/v1', false],
  ])('is at %s: %s', (baseUrl, local) => {
    expect(isLocalServer(baseUrl)).toBe(local);
  });
});
