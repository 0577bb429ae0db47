import type { RefObject } from 'react';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { ReasoningEffort } from '#lib/core/models/reasoning-effort.ts';
import type { SiteState } from '#lib/core/site-state.ts';
import { AudiencePicker } from '../ui/audience-picker.tsx';
import { deferredConversationControls } from './deferred-parts.tsx';
import { ModelPicker } from './model-picker.tsx';

type ChatHeaderProps = {
  title: string;
  isTemporary: boolean;
  site: SiteState;
  audience: Audience;
  onAudience: (audience: Audience) => void;
  model: string;
  onModel: (model: string) => void;
  effort: ReasoningEffort | undefined;
  onEffort: (effort: ReasoningEffort | undefined) => void;
  modelPicker: RefObject<HTMLElement | null>;
};

/** The conversation's title, the model, and the state of the site. */
export function ChatHeader(props: ChatHeaderProps) {
  const { title, isTemporary, site, audience, onAudience, modelPicker, ...picked } = props;
  const controls = deferredConversationControls.use();
  return (
    <>
      <h1
        dir="auto"
        // Whatever its language, it stands at the start of the header.
        className="min-w-0 flex-1 truncate text-sm font-medium [text-align:match-parent]"
        title={title}
        data-temporary={isTemporary || undefined}
      >
        {title}
      </h1>
      {site.demo && (
        <span
          // On a phone, the line below the field says it alone.
          className="tone-info shrink-0 rounded-full max-[30rem]:hidden border border-tone-line bg-tone-tint px-2.5 py-0.5 text-xs font-medium text-tone-text"
          title="No model is called; this server simulates the replies."
        >
          <span className="lg:hidden">Simulated</span>
          <span className="hidden lg:inline">Demo: replies are simulated</span>
        </span>
      )}
      {site.role === 'operator' && (
        <span className="hidden lg:block">
          <AudiencePicker audience={audience} onAudience={onAudience} />
        </span>
      )}
      {typeof controls !== 'string' && <controls.ConversationControls />}
      <ModelPicker models={site.models} field={modelPicker} {...picked} />
    </>
  );
}
