/** What the server put into the page for everyone. A page served without it, while it is worked on, has everything. */
const read = (): { readonly assistant?: boolean } => {
  const source = document.getElementById('settings')?.textContent ?? '';
  return source === '' ? {} : (JSON.parse(source) as { assistant?: boolean });
};

/** Whether the assistant answers first here, or people do. */
export const hasAssistant = read().assistant !== false;
