import { Global, Module } from '@nestjs/common';
import { Due } from './due.js';

@Global()
@Module({ providers: [Due], exports: [Due] })
export class DueModule {}
