import * as route from '../../../app/api/chat/route.ts';
import { askDirectly } from './ask-directly.ts';

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS, maxDuration } = route;
export const POST = askDirectly('/api/chat', route.POST);
