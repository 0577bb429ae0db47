import 'server-only';
import type { Environment } from './config-reader.ts';

/** Hosts that run as many instances as they need, each for minutes, by a variable that they always set. */
const HOSTS: readonly (readonly [variable: string, name: string])[] = [
  // vercel.com/docs/environment-variables/system-environment-variables
  ['VERCEL', 'Vercel'],
  // docs.netlify.com/build/functions/environment-variables
  ['NETLIFY', 'Netlify'],
  // cloud.google.com/run/docs/container-contract
  ['K_SERVICE', 'Cloud Run'],
  // learn.microsoft.com/azure/azure-functions/functions-app-settings
  ['FUNCTIONS_WORKER_RUNTIME', 'Azure Functions'],
  // docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
  ['AWS_LAMBDA_FUNCTION_NAME', 'AWS Lambda'],
];

/** The name of the host if it runs several instances; null if nothing says so. */
export function hostWithInstances(env: Environment): string | null {
  return HOSTS.find(([variable]) => env[variable]?.trim())?.[1] ?? null;
}
