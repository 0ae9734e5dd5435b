import { expect, it } from 'vitest';
import { KeptTopics } from '../src/state/keptTopics';

it('keeps what was named until it is begun, for those alone who were there', () => {
  const topics = new KeptTopics();
  expect(topics.of('openly', ['noor', 'sam'])).toBe('');
  topics.keep('openly', ['noor', 'sam'], 'Sundays');
  topics.keep('understand', ['noor'], 'The call');
  expect(topics.of('openly', ['noor', 'sam'])).toBe('Sundays');
  expect(topics.of('understand', ['noor'])).toBe('The call');
  expect(topics.of('openly', ['sam']), 'who leaves takes the table along').toBe('');
  expect(topics.of('understand', ['sam'])).toBe('');
  topics.keep('openly', ['noor', 'sam'], '');
  expect(topics.of('openly', ['noor', 'sam'])).toBe('');
});
