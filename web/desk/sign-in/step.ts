export type Step = 'password' | 'code' | 'new_password' | 'enrol';

/** What the server still asks for before it lets someone in; null when it is nothing of the kind. */
export const stepOfCode = (code: string): Step | null => {
  if (code === 'password_change_required') return 'new_password';
  return code === 'second_factor_enrolment_required' ? 'enrol' : null;
};
