import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { ServeStaticModule } from '@nestjs/serve-static';

const IMMUTABLE = 'public, max-age=31536000, immutable';

/** Serves the two built fronts: the back office at /admin/, the portal at /portal/, and / leads to the back office. */
@Module({})
export class FrontsModule {
  static with(root = repositoryRoot()): DynamicModule {
    return {
      module: FrontsModule,
      imports: [front(root, 'admin'), front(root, 'portal')],
    };
  }
}

function front(root: string, name: 'admin' | 'portal'): DynamicModule {
  return ServeStaticModule.forRoot({
    rootPath: join(root, name, 'dist'),
    serveRoot: `/${name}`,
    exclude: ['/api/{*rest}'],
    serveStaticOptions: {
      // File names carry a hash of their content; only the page itself must be asked for anew.
      setHeaders: (res: { setHeader(name: string, value: string): void }, path: string) => {
        res.setHeader('Cache-Control', path.includes('/assets/') ? IMMUTABLE : 'no-cache');
      },
    },
  });
}

// The sources run from api/src, the build from api/dist/src: the root is the folder that holds both fronts.
function repositoryRoot(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'nx.json'))) return folder;
    if (folder === dirname(folder)) throw new Error('the folder that holds admin/ and portal/ was not found');
  }
}
