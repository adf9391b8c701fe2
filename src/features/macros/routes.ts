import { z } from 'zod';
import {
  applyMacro as applyBody,
  macro,
  macroApplied,
  macroInput,
  macroList,
} from '../../contract/automation.ts';
import { uuid } from '../../contract/conversation.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import type { ConversationId } from '../../core/ids.ts';
import { ok } from '../../core/outcome.ts';
import { staffOf } from '../conversation/index.ts';
import { applyMacro } from './apply-macro.ts';
import { keepMacro, listMacrosFor, removeMacro } from './change-macros.ts';
import type { MacrosDeps } from './deps.ts';

const tag = 'Desk: macros';
const params = z.strictObject({ macroId: uuid });

/** Saved texts with actions: everyone keeps their own, those who lead keep what others use. */
export const macroRoutes = (deps: MacrosDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/desk/macros',
    summary: 'The macros that the asker may use, by shortcut',
    tag,
    reply: macroList,
    handle: async ({ principal }) =>
      ok({ macros: [...(await listMacrosFor(deps, staffOf(principal)))] }),
  }),
  defineRoute({
    key: 'POST /api/desk/macros',
    summary: 'Add a macro',
    tag,
    body: macroInput,
    reply: macro,
    handle: ({ principal, body }) => keepMacro(deps, staffOf(principal), null, body),
  }),
  defineRoute({
    key: 'PUT /api/desk/macros/:macroId',
    summary: 'Change a macro',
    tag,
    params,
    body: macroInput,
    reply: macro,
    handle: ({ principal, params: { macroId }, body }) =>
      keepMacro(deps, staffOf(principal), macroId, body),
  }),
  defineRoute({
    key: 'DELETE /api/desk/macros/:macroId',
    summary: 'Delete a macro',
    tag,
    params,
    reply: 'empty',
    handle: ({ principal, params: { macroId } }) => removeMacro(deps, staffOf(principal), macroId),
  }),
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/macros/:macroId',
    summary: 'Apply a macro: its reply and its actions in one commit',
    tag,
    params: z.strictObject({ conversationId: uuid, macroId: uuid }),
    body: applyBody,
    reply: macroApplied,
    handle: async ({ principal, params: { conversationId, macroId }, body }) => {
      const staff = staffOf(principal);
      const id = conversationId as ConversationId;
      const done = await applyMacro(deps, staff, id, macroId, body);
      return done.ok
        ? ok({ seq: done.value.state.lastSeq, duplicate: done.value.duplicate })
        : done;
    },
  }),
];
