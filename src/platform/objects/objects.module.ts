import { Global, Module } from '@nestjs/common';
import { ObjectTypes } from './object-types.js';

@Global()
@Module({ providers: [ObjectTypes], exports: [ObjectTypes] })
export class ObjectsModule {}
