export const session = {
  title: 'Sign in to Perennial',
  subtitle: 'The right nudge before something runs out.',
  email: 'E-mail',
  password: 'Password',
  sign_in: 'Sign in',
  signing_in: 'Signing in…',
  unreachable: 'The service cannot be reached. Check your connection and try again.',
};
