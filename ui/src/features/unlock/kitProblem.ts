/** What is wrong with the words of a kit, in a sentence. */
import type { KitTried } from '../../ipc/bindings/KitTried';
import { t } from '../../words';

/** Nothing where they opened something. `name` is whose kit it should be. */
export function kitProblem(tried: KitTried, name: string): string | null {
  switch (tried.is) {
    case 'noKit':
      return t('with-kit-none', { name });
    case 'count':
      return t('with-kit-count', { words: tried.words });
    case 'unknown':
      return t('with-kit-unknown', { place: tried.place });
    case 'checksum':
      return t('with-kit-checksum');
    case 'other':
      return t('with-kit-of-another', { name });
    case 'allOfMine':
    case 'onlyOurs':
      return null;
  }
}
