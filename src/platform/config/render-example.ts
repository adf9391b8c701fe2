import { SETTING_NOTES } from './settings.ts';

const HEAD = `# Settings of Mainstay. npm start needs none of them; npm run serve needs those marked "required".
# Copy this file to .env and take the # away from what you set. Variables of the environment win over the file.
`;

/** The text of .env.example, so that it can never disagree with the schema. */
export const renderExample = (): string => {
  const sections = new Map<string, string[]>();
  for (const [name, note] of Object.entries(SETTING_NOTES)) {
    const lines = sections.get(note.section) ?? [];
    lines.push(
      `# ${note.says}${note.required ? ' (required)' : ''}`,
      `#${name}=${note.standard ?? note.example ?? ''}`,
    );
    sections.set(note.section, lines);
  }
  const blocks = [...sections].map(([title, lines]) => `\n# ${title}\n\n${lines.join('\n')}\n`);
  return HEAD + blocks.join('');
};
