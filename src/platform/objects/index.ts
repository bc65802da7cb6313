export { ObjectTypes, type ObjectType } from './object-types.js';
export { ObjectsModule } from './objects.module.js';
