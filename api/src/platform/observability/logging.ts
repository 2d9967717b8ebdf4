import { LoggerModule } from 'nestjs-pino';
import { SETTINGS, type Settings } from '../settings/index.js';
import { currentRequestId } from './request-context.js';

/** pino, one JSON line per event. Lines carry ids only: no address, name, query string, header or body ever gets in. */
export const LoggingModule = LoggerModule.forRootAsync({
  inject: [SETTINGS],
  useFactory: (settings: Settings) => ({
    pinoHttp: {
      level: settings.logLevel,
      genReqId: (req) => req.id,
      autoLogging: { ignore: (req) => req.url?.startsWith('/health') === true || req.url === '/metrics' },
      mixin: () => ({ requestId: currentRequestId() }),
      customProps: () => ({}),
      serializers: {
        req: (req: { method: string; url: string }) => ({ method: req.method, path: req.url.split('?')[0] }),
        res: (res: { statusCode: number }) => ({ status: res.statusCode }),
      },
    },
  }),
});
