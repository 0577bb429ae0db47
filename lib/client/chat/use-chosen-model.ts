'use client';

import { useCallback, useState } from 'react';
import type { OfferedModel } from '#lib/core/models/listed-model.ts';

type ChosenModel = {
  /** The model for new replies: the chosen one as long as it is offered, else the default. Empty without any. */
  model: string;
  chooseModel: (id: string) => void;
  /** Whether a model can be chosen; true for all while none is known. Changes when the models do. */
  isOffered: (id: string) => boolean;
  /** Whether replies to new messages may search the web; absent if the model can't. */
  webSearch: boolean | undefined;
  setWebSearch: (on: boolean) => void;
};

/** Which of the offered models answers next. */
export function useChosenModel(models: readonly OfferedModel[]): ChosenModel {
  const [chosen, chooseModel] = useState<string | null>(null);
  const [isSearching, setWebSearch] = useState(false);
  const isOffered = useCallback(
    (id: string) => models.length === 0 || models.some((model) => model.id === id),
    [models],
  );
  const first = models[0]?.id ?? '';
  const model = first !== '' && chosen !== null && isOffered(chosen) ? chosen : first;
  const canSearch = models.find(({ id }) => id === model)?.webSearch;
  return { model, chooseModel, isOffered, webSearch: canSearch && isSearching, setWebSearch };
}
