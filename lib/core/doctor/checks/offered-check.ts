import { chooseModels } from '../../models/choose-models.ts';
import type { ListedModel } from '../../models/listed-model.ts';
import { exactNamesOf, isPattern, type ModelSelection } from '../../models/model-selection.ts';
import { MODEL_SHUTDOWN } from '../../models/model-shutdown.ts';
import {
  type DoctorCheck,
  type DoctorRun,
  type Finding,
  pass,
  skip,
  warn,
} from '../doctor-check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import { suggestModels } from '../suggest-models.ts';

/** Whether the models that visitors may choose from are available to this key. */
export const offeredCheck: DoctorCheck = {
  id: 'offered',
  label: 'Chosen models',
  needs: ['models'],
  run: (doctorRun) => withShutdowns(findingOf(doctorRun), doctorRun.facts),
};

function findingOf({ facts: { upstream }, memory: { listedModels = [] } }: DoctorRun): Finding {
  const selection = upstream.modelSelection ?? null;
  if (listedModels.length === 0) {
    if (selection !== null) return patternsWithoutList(selection);
    return skip('Chosen models', { detail: 'There is no list to compare them with.' });
  }
  return selection === null
    ? findingOfNames(upstream.models, listedModels)
    : findingOfPatterns(selection, listedModels, upstream.mayMatch);
}

/** Adds models that OpenAI shuts down; until that day, its list still has them. */
function withShutdowns(finding: Finding, { problems }: DoctorFacts): Finding {
  const shutdowns = problems.filter(({ reason }) => reason === MODEL_SHUTDOWN);
  const [first] = shutdowns;
  if (!first) return finding;
  const sentences = shutdowns.map(({ problem = '' }) => problem);
  const fixes = shutdowns.map(({ fix = '' }) => fix);
  if (finding.status === 'warn') {
    const detail = [finding.detail, ...sentences].filter(Boolean).join(' ');
    return { ...finding, detail, fix: finding.fix ?? fixes.join('\n') };
  }
  const title =
    shutdowns.length === 1
      ? 'A chosen model has a shutdown date'
      : `${shutdowns.length} chosen models have a shutdown date`;
  return warn(title, { detail: sentences.join(' '), fix: fixes.join('\n') });
}

function findingOfNames(names: readonly string[], listed: readonly ListedModel[]): Finding {
  const missing = missingOf(names, listed);
  if (missing.length === 0) return pass(`${chosenMessage(names)} available to this key`);
  const available = names.filter((model) => !missing.includes(model));
  const usable = available.length > 0 ? available : suggestModels(names[0] ?? '', listed);
  return warn(unavailableMessage(missing), {
    detail: 'The project has no access, or the name is misspelled.',
    ...(usable.length > 0 && { fix: `STARLIGHT_MODELS=${usable.join(',')}` }),
  });
}

function findingOfPatterns(
  selection: ModelSelection,
  listed: readonly ListedModel[],
  mayMatch?: (id: string) => boolean,
): Finding {
  const offered = chooseModels(selection, listed, mayMatch);
  const unpriced = chooseModels(selection, listed).length - offered.length;
  const idle = selection.entries.filter(
    (entry) =>
      isPattern(entry) &&
      chooseModels({ ...selection, entries: [entry] }, listed, mayMatch).length === 0,
  );
  const missing = missingOf(exactNamesOf(selection), listed);
  const chat = listed.filter(({ isChat }) => isChat).length;
  const detail = `Of ${listed.length} models on the list, ${chat} can chat. The default is ${offered[0]?.id ?? 'none'}.${unpricedMessage(unpriced)}`;
  if (idle.length === 0 && missing.length === 0) {
    const verb = offered.length === 1 ? 'model matches' : 'models match';
    return pass(`${offered.length} ${verb} STARLIGHT_MODELS`, { detail });
  }
  const problems = [
    ...(idle.length > 0
      ? [
          `${idle.map(patternName).join(', ')} ${idle.length === 1 ? 'matches' : 'match'} no chat model`,
        ]
      : []),
    ...(missing.length > 0 ? [unavailableMessage(missing)] : []),
  ];
  return warn(problems.join('; '), {
    detail,
    fix: 'Compare these entries of STARLIGHT_MODELS with the names on the list, and correct or remove them.',
  });
}

/** Not having a list is no problem for names, but with patterns nothing else may be offered. */
function patternsWithoutList(selection: ModelSelection): Finding {
  const names = exactNamesOf(selection);
  return warn("The patterns in STARLIGHT_MODELS can't be compared with a list", {
    detail:
      names.length === 0
        ? 'Visitors have no model to choose.'
        : `Visitors can choose only ${names.join(', ')}.`,
    fix: 'List the models by name in STARLIGHT_MODELS.',
  });
}

function missingOf(names: readonly string[], listed: readonly ListedModel[]): string[] {
  const ids = new Set(listed.map(({ id }) => id));
  return names.filter((name) => !ids.has(name));
}

function unavailableMessage(missing: readonly string[]): string {
  return `${missing.join(', ')} ${missing.length === 1 ? "isn't" : "aren't"} available to this key`;
}

function unpricedMessage(count: number): string {
  return count === 0
    ? ''
    : ` STARLIGHT_DAILY_SPEND leaves out ${count} whose price Starlight doesn't know.`;
}

function patternName(pattern: string): string {
  return pattern === '*' ? 'auto' : pattern;
}

function chosenMessage({ 0: first, length }: readonly string[]): string {
  if (length === 1) return `${first} is`;
  return length === 2 ? 'Both chosen models are' : `All ${length} chosen models are`;
}
