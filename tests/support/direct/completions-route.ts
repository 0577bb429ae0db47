import * as route from '../../../app/v1/chat/completions/route.ts';
import { askDirectly } from './ask-directly.ts';

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS, maxDuration } = route;
export const POST = askDirectly('/v1/chat/completions', route.POST);
