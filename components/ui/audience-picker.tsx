import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import { Picker } from './picker.tsx';

type AudiencePickerProps = {
  audience: Audience;
  onAudience: (audience: Audience) => void;
};

/** Lets the operator see banners the way a visitor does. */
export function AudiencePicker({ audience, onAudience }: AudiencePickerProps) {
  return (
    <Picker
      label="View as"
      value={audience}
      options={[
        { value: 'operator', label: 'View as operator' },
        { value: 'visitor', label: 'View as visitor' },
      ]}
      onChange={(value) => onAudience(value === 'visitor' ? 'visitor' : 'operator')}
    />
  );
}
