/** The password was right; the session begins with the code of the second factor. */
export class SecondFactorNeeded extends Error {
  override readonly name = 'SecondFactorNeeded';
}
