/**
 * Every action of the desk, once: a button, a key and a line of the palette are three ways to the same one.
 * `keys` are in tinykeys' grammar; several are alternatives. `null` in someone's preferences switches one off.
 */
export type ActionGroup = 'go' | 'list' | 'conversation' | 'write' | 'desk';

interface Definition {
  readonly id: string;
  readonly group: ActionGroup;
  readonly keys: readonly string[];
  /** Works while something is being written, too. */
  readonly inEditable?: boolean;
}

const define = <const T extends readonly Definition[]>(all: T): T => all;

export const ACTIONS = define([
  { id: 'palette', group: 'go', keys: ['$mod+k'], inEditable: true },
  { id: 'help', group: 'go', keys: ['[Shift]+?'] },
  { id: 'go_inbox', group: 'go', keys: ['g i'] },
  { id: 'go_security', group: 'go', keys: ['g s'] },
  { id: 'search', group: 'go', keys: ['/'] },
  { id: 'go_approvals', group: 'go', keys: ['g p'] },
  { id: 'go_queue', group: 'go', keys: ['g q'] },
  { id: 'go_canned', group: 'go', keys: [] },
  { id: 'go_automation', group: 'go', keys: [] },
  { id: 'go_macros', group: 'go', keys: [] },
  { id: 'go_appeals', group: 'go', keys: [] },
  { id: 'go_assistant', group: 'go', keys: ['g a'] },
  { id: 'go_official', group: 'go', keys: [] },
  { id: 'go_sla', group: 'go', keys: [] },
  { id: 'go_promises', group: 'go', keys: [] },
  { id: 'go_complaints', group: 'go', keys: [] },
  { id: 'go_tasks', group: 'go', keys: ['g t'] },
  { id: 'go_incidents', group: 'go', keys: [] },
  { id: 'go_departments', group: 'go', keys: [] },
  { id: 'go_mentions', group: 'go', keys: ['g m'] },
  { id: 'go_fields', group: 'go', keys: [] },
  { id: 'go_integration', group: 'go', keys: [] },
  { id: 'go_audit', group: 'go', keys: [] },
  { id: 'go_manage', group: 'go', keys: [] },
  { id: 'go_feedback', group: 'go', keys: [] },
  { id: 'go_reviews', group: 'go', keys: [] },
  { id: 'go_staff', group: 'go', keys: [] },
  { id: 'go_settings', group: 'go', keys: [] },
  { id: 'next', group: 'list', keys: ['j'] },
  { id: 'previous', group: 'list', keys: ['k'] },
  { id: 'open', group: 'list', keys: ['o'] },
  { id: 'back', group: 'list', keys: ['u'] },
  { id: 'show_arrivals', group: 'list', keys: [] },
  { id: 'select', group: 'list', keys: ['x'] },
  { id: 'select_all', group: 'list', keys: ['Shift+x'] },
  { id: 'clear_selection', group: 'list', keys: [] },
  { id: 'bulk', group: 'list', keys: [] },
  { id: 'toggle_list', group: 'list', keys: ['['] },
  { id: 'claim', group: 'conversation', keys: ['i'] },
  { id: 'assign', group: 'conversation', keys: ['a'] },
  { id: 'transfer', group: 'conversation', keys: ['t'] },
  { id: 'release', group: 'conversation', keys: [] },
  { id: 'task', group: 'conversation', keys: ['d'] },
  { id: 'task_return', group: 'conversation', keys: ['Shift+r'] },
  { id: 'solve', group: 'conversation', keys: ['e'] },
  { id: 'snooze', group: 'conversation', keys: ['z', 'h'] },
  { id: 'status', group: 'conversation', keys: ['s'] },
  { id: 'priority', group: 'conversation', keys: ['p'] },
  { id: 'category', group: 'conversation', keys: ['c'] },
  { id: 'label', group: 'conversation', keys: ['l'] },
  { id: 'link', group: 'conversation', keys: [] },
  { id: 'split', group: 'conversation', keys: [] },
  { id: 'watch', group: 'conversation', keys: ['w'] },
  { id: 'block', group: 'conversation', keys: [] },
  { id: 'lock', group: 'conversation', keys: ['Shift+f'] },
  { id: 'copy_number', group: 'conversation', keys: [] },
  { id: 'first_unread', group: 'conversation', keys: ['f'] },
  { id: 'toggle_context', group: 'conversation', keys: [']'] },
  { id: 'show_case', group: 'conversation', keys: [] },
  { id: 'show_account', group: 'conversation', keys: [] },
  { id: 'show_safety', group: 'conversation', keys: [] },
  { id: 'show_traces', group: 'conversation', keys: [] },
  { id: 'show_turns', group: 'conversation', keys: [] },
  { id: 'context_actions', group: 'conversation', keys: ['.'] },
  { id: 'reply', group: 'write', keys: ['r'] },
  { id: 'note', group: 'write', keys: ['n'] },
  { id: 'canned', group: 'write', keys: ['m'] },
  { id: 'articles', group: 'write', keys: ['$mod+b', 'b'], inEditable: true },
  { id: 'send', group: 'write', keys: ['$mod+Enter'], inEditable: true },
  { id: 'send_solve', group: 'write', keys: ['$mod+Shift+Enter'], inEditable: true },
  { id: 'send_pending', group: 'write', keys: ['$mod+Alt+Enter'], inEditable: true },
  { id: 'undo', group: 'write', keys: ['$mod+z'] },
  { id: 'set_available', group: 'desk', keys: [] },
  { id: 'set_wrap_up', group: 'desk', keys: [] },
  { id: 'set_on_break', group: 'desk', keys: [] },
  { id: 'set_away', group: 'desk', keys: [] },
  { id: 'theme', group: 'desk', keys: [] },
  { id: 'density', group: 'desk', keys: [] },
  { id: 'sign_out', group: 'desk', keys: [] },
]);

export type ActionId = (typeof ACTIONS)[number]['id'];
export const definitionOf = (id: ActionId): Definition => {
  const found = ACTIONS.find((action) => action.id === id);
  if (found === undefined) throw new Error(`no action ${id}`);
  return found;
};
