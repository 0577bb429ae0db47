type DiagramSwitchProps = { isPicture: boolean; onSwitch: (toPicture: boolean) => void };

/** The picture, or its source. */
export function DiagramSwitch({ isPicture, onSwitch }: DiagramSwitchProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to a form.
    <div role="group" aria-label="Show as" className="diagram-switch">
      <button type="button" aria-pressed={isPicture} onClick={() => onSwitch(true)}>
        Diagram
      </button>
      <button type="button" aria-pressed={!isPicture} onClick={() => onSwitch(false)}>
        Code
      </button>
    </div>
  );
}
