/** The policy's engine behind the judge's port. */
import { ReferenceJudge } from './reference-judge.ts';

export class VerdictEngine extends ReferenceJudge {}
