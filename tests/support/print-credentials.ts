// Run by `credentialsFor` with the environment of the site on which the credentials are tried.
import { readConfig } from '#lib/server/config/read-config.ts';
import { forgedCredentials, operatorCredentials } from './forged-credentials.ts';

const config = readConfig();
const forged = await forgedCredentials(config);
process.stdout.write(JSON.stringify({ forged, operator: await operatorCredentials(config) }));
