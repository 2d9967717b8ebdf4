export const session = {
  title: 'Sign in to Perennial',
  subtitle: 'The right nudge before something runs out.',
  email: 'E-mail',
  password: 'Password',
  sign_in: 'Sign in',
  signing_in: 'Signing in…',
  refused: 'E-mail or password is not right.',
  too_often: 'Too many attempts. Wait a minute and try again.',
  unreachable: 'The service cannot be reached. Check your connection and try again.',
};
