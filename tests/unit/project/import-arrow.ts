import path from 'node:path';
import { parseModule } from './parse-module.ts';
import { isTestFile, type SourceFile } from './source-files.ts';

type Layer = 'lib/core' | 'lib/client' | 'lib/server' | 'components' | 'app' | 'route' | 'start';

/** The one-way arrow: where each layer's imports may point. */
const ALLOWED: Record<Layer, readonly Layer[]> = {
  'lib/core': ['lib/core'],
  'lib/client': ['lib/client', 'lib/core'],
  'lib/server': ['lib/server', 'lib/core'],
  components: ['components', 'lib/client', 'lib/core'],
  // On the server, a page reads what it passes to components as props.
  app: ['app', 'components', 'lib/server', 'lib/core'],
  route: ['lib/server', 'lib/core'],
  // What starts the process hands it the handlers of routes.
  start: ['route', 'lib/server', 'lib/core'],
};

/** The pure core may only use these packages, which are pure themselves. */
const CORE_PACKAGES =
  /^(zod\/mini|eventsource-parser|marked(-cjk-friendly)?|highlight\.js(\/.+)?)$/;
const SERVER_PACKAGES =
  /^(node:|openai|undici|jose|rate-limiter-flexible|server-only|next\/server)/;
const BROWSER_PACKAGES = /^(react|react-dom|idb|lucide-react|geist|use-stick-to-bottom)(\/|$)/;

/** Describes each import that points the wrong way; empty if none does. */
export function findArrowViolations(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => !isTestFile(file.path))
    .flatMap((file) =>
      parseModule(file).imports.flatMap(({ specifier, line }) => {
        const reason = refusalOf(file.path, specifier);
        return reason === null ? [] : [`${file.path}:${line} imports ${specifier}: ${reason}`];
      }),
    );
}

function refusalOf(from: string, specifier: string): string | null {
  const layer = layerOf(from);
  if (layer === null) return 'the importing file is in no layer';
  const target = targetOf(from, specifier);
  if (target === null) return refusalOfPackage(layer, specifier);
  if (/\.(css|svg|png|woff2)$/.test(target)) return null;
  const targetLayer = layerOf(target);
  if (targetLayer === null) return 'the imported file is in no layer';
  return ALLOWED[layer].includes(targetLayer)
    ? null
    : `${layer} must not import from ${targetLayer}`;
}

function refusalOfPackage(layer: Layer, specifier: string): string | null {
  // Full zod costs the browser 14 kB more than its small build.
  if (specifier === 'zod') return 'import zod/mini instead';
  if (layer === 'lib/core') {
    return CORE_PACKAGES.test(specifier) ? null : 'lib/core is pure';
  }
  if ((layer === 'lib/client' || layer === 'components') && SERVER_PACKAGES.test(specifier)) {
    return `${layer} runs in the browser`;
  }
  if (
    (layer === 'lib/server' || layer === 'route' || layer === 'start') &&
    BROWSER_PACKAGES.test(specifier)
  ) {
    return `${layer} draws nothing`;
  }
  return null;
}

/** The file that a specifier points to, whether or not it exists; null for a package. */
export function targetOf(from: string, specifier: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (!specifier.startsWith('.')) return null;
  return path.posix.join(path.posix.dirname(from), specifier);
}

function layerOf(file: string): Layer | null {
  if (file === 'proxy.ts') return 'route';
  if (file === 'instrumentation.ts') return 'start';
  if (file === 'instrumentation-client.ts') return 'lib/client';
  if (/^app\/(.+\/)?route\.ts$/.test(file)) return 'route';
  for (const layer of ['lib/core', 'lib/client', 'lib/server', 'components', 'app'] as const) {
    if (file.startsWith(`${layer}/`)) return layer;
  }
  return null;
}
