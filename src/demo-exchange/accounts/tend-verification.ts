import type { UserRow } from '../rows.ts';
import type { World } from '../world.ts';
import { changeUser } from './sessions.ts';

const levelOf = ({ level, verification }: UserRow): UserRow['level'] => {
  const isAccepted = (...documents: readonly string[]): boolean =>
    documents.every((name) =>
      verification.slots.some(({ document, state }) => document === name && state === 'accepted'),
    );
  if (isAccepted('identity', 'selfie', 'address', 'source_of_funds')) return 'enhanced';
  return isAccepted('identity', 'selfie') ? 'verified' : level;
};

/** Ends the reviews of documents whose time has come: what was handed in is accepted. */
export const tendVerification = (world: World): void => {
  for (const user of world.users.all()) {
    const { verification } = user;
    if (verification.expectedBy === null || verification.expectedBy > world.now()) continue;
    const accepted: UserRow = {
      ...user,
      verification: {
        ...verification,
        state: 'verified',
        expectedBy: null,
        slots: verification.slots.map((slot) =>
          slot.state === 'in_review' ? { ...slot, state: 'accepted' } : slot,
        ),
      },
    };
    world.store.atomically(() => {
      changeUser(world, accepted, { level: levelOf(accepted) });
      world.emit('verification_changed', user.id, null);
    });
  }
};
