import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SETTINGS, type Settings } from '../settings/index.js';
import { Broadcast } from './broadcast.js';
import { registerColumnTypes } from './column-types.js';
import { appDatabaseUrl } from './connection.js';
import { Database } from './database.js';
import { SnakeNaming } from './snake-naming.js';

@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [SETTINGS],
      useFactory: (settings: Settings) => {
        registerColumnTypes();
        return {
          type: 'postgres' as const,
          url: appDatabaseUrl(settings),
          poolSize: settings.databasePoolSize,
          applicationName: 'perennial',
          autoLoadEntities: true,
          synchronize: false,
          migrationsRun: false,
          namingStrategy: new SnakeNaming(),
          installExtensions: false,
          retryAttempts: 0,
        };
      },
    }),
  ],
  providers: [Broadcast, Database],
  exports: [Broadcast, Database],
})
export class DatabaseModule {}
