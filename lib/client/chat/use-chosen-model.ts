'use client';

import { useCallback, useState } from 'react';
import type { OfferedModel } from '#lib/core/models/listed-model.ts';
import type { ReasoningEffort } from '#lib/core/models/reasoning-effort.ts';

export type ChosenModel = {
  /** The model for new replies: the chosen one as long as it is offered, else the default. Empty without any. */
  model: string;
  chooseModel: (id: string) => void;
  /** How much it is to think; undefined for its default. Kept for models that take it. */
  effort: ReasoningEffort | undefined;
  chooseEffort: (effort: ReasoningEffort | undefined) => void;
  /** Whether a model can be chosen; true for all while none is known. Changes when the models do. */
  isOffered: (id: string) => boolean;
  /** Whether replies to new messages may search the web; absent if the model can't. */
  webSearch: boolean | undefined;
  setWebSearch: (on: boolean) => void;
};

/** Which of the offered models answers next. */
export function useChosenModel(models: readonly OfferedModel[]): ChosenModel {
  const [chosen, chooseModel] = useState<string | null>(null);
  const [chosenEffort, chooseEffort] = useState<ReasoningEffort>();
  const [isSearching, setWebSearch] = useState(false);
  const isOffered = useCallback(
    (id: string) => models.length === 0 || models.some((model) => model.id === id),
    [models],
  );
  const first = models[0]?.id ?? '';
  const model = first !== '' && chosen !== null && isOffered(chosen) ? chosen : first;
  const { efforts = [], webSearch: canSearch } = models.find(({ id }) => id === model) ?? {};
  const effort = efforts.find((value) => value === chosenEffort);
  const webSearch = canSearch && isSearching;
  return { model, chooseModel, effort, chooseEffort, isOffered, webSearch, setWebSearch };
}
