/** The two or three sentences that a step opens with. */

import { guidance } from '../../../state/content';

export function guide(practice: 'time' | 'counselling', step: string): string {
  return guidance[practice]?.steps[step] ?? '';
}
