import 'pdfmake';

// pdfmake's files in memory are part of its node build, which the published types leave out.
declare module 'pdfmake' {
  export const virtualfs: { writeFileSync(name: string, content: Uint8Array): void };
}
