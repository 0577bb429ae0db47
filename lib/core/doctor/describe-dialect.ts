import type { ApiDialect, DialectChoice } from '../models/choose-dialect.ts';

const NAMES: Record<ApiDialect, string> = {
  chat: 'Chat Completions',
  responses: 'the Responses API',
};

/** Says in which API a model answered, and why it was asked there. */
export function describeDialect(dialect: ApiDialect, choice: DialectChoice, name: string): string {
  if (dialect !== choice.dialect) {
    return `It answers through ${NAMES[dialect]}; ${name} refused ${NAMES[choice.dialect]}.`;
  }
  const asked = `It was asked through ${NAMES[dialect]}`;
  switch (choice.why) {
    case 'set':
      return `${asked}, because STARLIGHT_API says so.`;
    case 'only':
      return `${asked}, which alone has this model.`;
    case 'better':
      return `${asked}, which shows its thinking.`;
    case 'usual':
      return `${asked}.`;
  }
}

/** Says that STARLIGHT_API rules out the API that works. */
export function describeRuledOut(worksIn: ApiDialect, refused: ApiDialect, name: string): string {
  return `${name} refused ${NAMES[refused]}, and answers through ${NAMES[worksIn]}.`;
}
