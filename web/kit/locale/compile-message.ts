import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import type { Compiled, Part } from './compiled.ts';

const compilePart = (element: MessageFormatElement): Part => {
  switch (element.type) {
    case TYPE.literal:
      return element.value;
    case TYPE.argument:
      return [element.value];
    case TYPE.pound:
      return ['#'];
    case TYPE.number:
      return ['n', element.value];
    case TYPE.plural:
      if (element.offset !== 0) throw new Error('plural offsets are not supported');
      return [
        element.pluralType === 'ordinal' ? 'o' : 'p',
        element.value,
        compileCases(element.options),
      ];
    case TYPE.select:
      return ['s', element.value, compileCases(element.options)];
    default:
      throw new Error(`unsupported part of a message: ${TYPE[element.type]}`);
  }
};

const compileCases = (
  options: Readonly<Record<string, { readonly value: readonly MessageFormatElement[] }>>,
): Record<string, Compiled> =>
  Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, compileElements(option.value)]),
  );

const compileElements = (elements: readonly MessageFormatElement[]): Compiled => {
  const parts = elements.map(compilePart);
  if (parts.length === 0) return '';
  const [only] = parts;
  return parts.length === 1 && typeof only === 'string' ? only : parts;
};

/** Compiles an ICU message for `formatParts`. Throws with the reason on a message that cannot be read. Build time only. */
export const compileMessage = (message: string): Compiled =>
  compileElements(parse(message, { requiresOtherClause: true, ignoreTag: true }));
