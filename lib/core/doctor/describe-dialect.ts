import { type ApiDialect, type DialectChoice, otherDialect } from '../models/choose-dialect.ts';

const NAMES: Record<ApiDialect, string> = {
  chat: 'Chat Completions',
  responses: 'the Responses API',
};

/** Says in which API a model answered, and why it was asked there. */
export function describeDialect(dialect: ApiDialect, choice: DialectChoice, name: string): string {
  const used = `Starlight used ${NAMES[dialect]}`;
  if (dialect !== choice.dialect) {
    return `${used}, because ${name} refused ${NAMES[choice.dialect]}.`;
  }
  switch (choice.why) {
    case 'set':
      return `${used}, as set in STARLIGHT_API.`;
    case 'only':
      return `${used}, because ${NAMES[otherDialect(dialect)]} doesn't have this model.`;
    case 'better':
      return `${used}, because it shows the model's thinking.`;
    case 'usual':
      return `${used}.`;
  }
}

/** Says that STARLIGHT_API rules out the API that works. */
export function describeRuledOut(worksIn: ApiDialect, refused: ApiDialect, name: string): string {
  return `${name} refused ${NAMES[refused]} for it. It responds through ${NAMES[worksIn]}.`;
}
