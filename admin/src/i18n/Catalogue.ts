/** The same keys as a catalogue in another language, each a text of its own. */
export type InAnotherLanguage<Catalogue> = {
  readonly [Key in keyof Catalogue]: Catalogue[Key] extends string ? string : InAnotherLanguage<Catalogue[Key]>;
};
