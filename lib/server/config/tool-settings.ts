import 'server-only';
import {
  isProviderTool,
  PROVIDER_TOOLS,
  type ProviderTool,
} from '#lib/core/models/provider-tools.ts';
import type { ConfigReader } from './config-reader.ts';

const TOOLS = 'STARLIGHT_TOOLS';

/**
 * The tools that a provider may run for visitors. None by default, since they cost extra; all of them
 * in the demo, where nothing does. An unknown name counts as the stricter choice: it allows nothing.
 */
export function readTools(
  reader: ConfigReader,
  { demo }: { demo: boolean },
): readonly ProviderTool[] {
  const text = reader.text(TOOLS);
  if (text === null) return demo ? PROVIDER_TOOLS : [];
  const names = text
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const unknownAt = names.findIndex((name) => !isProviderTool(name));
  if (unknownAt !== -1) {
    reader.report(TOOLS, text, {
      reason: 'unknown_tool',
      problem: `Entry ${unknownAt + 1} isn't a tool that Starlight knows, so it allows nothing.`,
      fix: `Use ${PROVIDER_TOOLS.join(', ')}, or remove the variable.`,
    });
  }
  return [...new Set(names.filter(isProviderTool))];
}
