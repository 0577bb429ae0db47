import { messageForKeyProblem } from '../../catalogue/messages/key-problem-messages.ts';
import { isRecord } from '../../json/is-record.ts';
import { parseJson } from '../../json/parse-json.ts';
import { withCorrectHeader } from '../../key/api-client.ts';
import { diagnoseAuthorization, readBearerToken } from '../../key/diagnose-authorization.ts';
import { inspectKey, keyHint } from '../../key/inspect-key.ts';
import type { KeyProblem } from '../../key/key-problems.ts';
import { describeKey } from '../key-text.ts';
import { type ArrivalClient, readArrivalClient } from './arrival-client.ts';
import type { Arrival, ArrivalReport } from './arrival-report.ts';
import { readArrivalRoute } from './arrival-route.ts';
import { correctedCall, correctionFor } from './corrected-call.ts';

const IN_A_PAGE =
  'It was sent from a web page, where anyone can read the key. Call from a server instead.';
// These may be intended: a key of another provider, or a token of this app.
const MAY_BE_INTENDED: ReadonlySet<KeyProblem> = new Set(['other_provider', 'oauth_token']);

/**
 * Describes a request, redacted: only the names of headers, fields and query parameters, and the format
 * of the token.
 *
 * @param baseUrl the address the doctor gave, for the corrected call
 */
export function describeArrival(arrival: Arrival, baseUrl: string): ArrivalReport {
  const header = (wanted: string) => headerOf(arrival, wanted);
  const authorization = header('authorization');
  const client = readArrivalClient(header('user-agent'), header('accept'));
  const method = safeName(arrival.method);
  const pathname = safePath(arrival.path.split('?', 1)[0] ?? '');
  const route = readArrivalRoute(method, pathname);
  const body = readBody(arrival);
  const credentials = credentialProblemOf(arrival, authorization, client, body.names);
  const problems = [
    ...(route.problem === null ? [] : [route.problem]),
    ...(credentials === null ? [] : [credentials]),
    ...bodyProblems(arrival, header('content-type'), body, route.fields),
  ];
  const ok = problems.length === 0;
  return {
    ok,
    client: client.name,
    summary: `${method} ${pathname} from ${client.name}`,
    facts: [
      `Authorization: ${authorizationMessage(authorization)}`,
      `Content-Type: ${mediaTypeMessage(header('content-type'))}`,
      `Headers: ${arrival.headers.map(([name]) => safeName(name)).join(', ')}`,
      `Body: ${bodyMessage(arrival, body)}`,
    ],
    problems,
    cautions: client.inPage ? [IN_A_PAGE] : [],
    correction: credentials === null ? null : correctionFor(client.api),
    call: ok ? null : correctedCall(client.api, { baseUrl, path: route.path }),
  };
}

/** A repeated header is joined with a comma, as a server would see it. */
function headerOf({ headers }: Arrival, wanted: string): string | null {
  const values = headers.flatMap(([name, value]) => (name === wanted ? [value] : []));
  return values.length === 0 ? null : values.join(', ');
}

function credentialProblemOf(
  { method, headers, path }: Arrival,
  authorization: string | null,
  { api }: ArrivalClient,
  bodyNames: readonly string[],
): string | null {
  const reading = readBearerToken(authorization);
  if (reading.ok) return tokenProblem(reading.token);
  const { finding, message } = diagnoseAuthorization({
    authorization,
    userAgent: null,
    headerNames: headers.map(([name]) => name),
    queryNames: [...new URLSearchParams(path.split('?')[1] ?? '').keys()],
    bodyNames,
  });
  // The report has its own correction for this client, for a key rather than a token of this app.
  const diagnosis = message.replace(withCorrectHeader('other'), '').trim();
  if (api !== 'axios' || finding !== 'no_header') return diagnosis;
  const call = method === 'GET' ? 'axios.get(url, headers)' : 'axios.post(url, data, headers)';
  const ordinal = method === 'GET' ? 'second' : 'third';
  return `${diagnosis} ${call} can cause this; its ${ordinal} argument must be { headers }.`;
}

/** Why a token cannot be a key for any provider: the name of a variable, a placeholder, an ID. */
function tokenProblem(token: string): string | null {
  const inspection = inspectKey(token, { baseUrlHost: 'api.openai.com' });
  const problem = inspection.ok ? inspection.warnings[0] : inspection.problem;
  if (problem === undefined || MAY_BE_INTENDED.has(problem)) return null;
  if (inspection.ok && !token.startsWith('sk-')) return null;
  const details = inspection.ok ? keyHint(token) : inspection.details;
  const { title, sentence } = messageForKeyProblem(problem, details);
  return problem === 'variable_name' || problem === 'template_syntax'
    ? 'The token is the name of a variable, not its value, so nothing replaced it.'
    : `The Authorization header has the right format, but ${title}. ${sentence}`;
}

type ReadBody = { isJson: boolean; names: string[] };

function readBody({ body }: Arrival): ReadBody {
  const value = parseJson(body);
  const isJson = isRecord(value);
  return { isJson, names: isJson ? Object.keys(value) : [] };
}

function bodyProblems(
  { method, body }: Arrival,
  contentType: string | null,
  { isJson, names }: ReadBody,
  fields: readonly string[],
): string[] {
  if (method !== 'POST') return [];
  if (body === '') return ['The body is empty.'];
  const problems: string[] = [];
  if (mediaTypeOf(contentType) !== 'application/json') {
    problems.push("Content-Type isn't application/json.");
  }
  if (!isJson) {
    problems.push(
      body.startsWith('[object ')
        ? 'The body is the text [object Object]: send JSON.stringify(data).'
        : "The body isn't a JSON object.",
    );
    return problems;
  }
  const missing = fields.filter((name) => !names.includes(name));
  if (missing.length > 0) problems.push(`The body is missing ${missing.join(' and ')}.`);
  return problems;
}

function authorizationMessage(value: string | null): string {
  if (value === null) return 'absent';
  const reading = readBearerToken(value);
  if (reading.ok) return `Bearer with a token that ${describeKey(reading.token)}`;
  return `present, but not Bearer with a token (${value.length} characters)`;
}

function mediaTypeOf(contentType: string | null): string | null {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? null;
}

function mediaTypeMessage(contentType: string | null): string {
  const type = mediaTypeOf(contentType);
  if (type === null) return 'absent';
  return /^(application|text|multipart)\/[a-z.+-]{1,40}$/.test(type) ? type : 'something else';
}

function bodyMessage({ body }: Arrival, { isJson, names }: ReadBody): string {
  if (body === '') return 'none';
  const size = `${body.length} characters`;
  if (!isJson) return `${size}, not a JSON object`;
  return `${size} of JSON with ${names.slice(0, 20).map(safeName).join(', ') || 'no fields'}`;
}

/** Names are outside text too: a key may be in place of a name. */
function safeName(name: string): string {
  return /^[A-Za-z][A-Za-z_-]{0,31}$/.test(name) ? name : '(name hidden)';
}

function safePath(path: string): string {
  return path
    .split('/')
    .map((part) => (/^(v1|[a-z_-]{0,24})$/.test(part) ? part : '…'))
    .join('/');
}
