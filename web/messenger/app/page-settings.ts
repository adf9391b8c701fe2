interface PageSettings {
  readonly assistant?: boolean;
  readonly hasExchange?: boolean;
}

/** What the server put into the page for everyone. A page served without it, while it is worked on, has everything. */
const read = (): PageSettings => {
  const source = document.getElementById('settings')?.textContent ?? '';
  return source === '' ? {} : (JSON.parse(source) as PageSettings);
};
const settings = read();

/** Whether the assistant answers first here, or people do. */
export const hasAssistant = settings.assistant !== false;
/** Whether an exchange is connected: accounts can be locked and looked at. */
export const hasExchange = settings.hasExchange !== false;
